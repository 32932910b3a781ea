import { fileOf, headerOf, lineOf, LOCK_FILE, readRun, thresholds, type RowOf } from '@camscope/pipeline';
import { memoryFiles } from '@camscope/files-memory';
import { expect, it } from 'vitest';
import { renderRun } from '../src/index.ts';
import { wordsOf } from './pages.ts';
import { RUN } from './run-in-memory.ts';

const GRID = [0.2, 0.4, 0.6];
const TUNE = { split: ['val'], segmenter: 'otsu', rule: 'mean-iou', grid: GRID, sharedPatients: 'refuse' };

/** Of one class of a method, the mean IoUs of what was tried. */
function tried(
  method: string,
  label: string,
  ious: readonly (number | null)[],
  best?: number,
): RowOf<typeof thresholds>[] {
  const isGuess = method === 'guess';
  return ious.map((iou, i) => ({
    ...{
      model: isGuess ? '' : 'net',
      method,
      kind: isGuess ? 'prior' : 'method',
      class: label,
      segmenter: 'otsu',
    },
    ...{ threshold: GRID[i], mean_iou: iou, n: iou === null ? 0 : 7, chosen: i === best ? 'yes' : undefined },
  }));
}

const ROWS = [
  ...tried('cam', 'Mass', [0.1, 0.3, 0.2], 1),
  ...tried('cam', 'Nodule', [null, null, null]),
  ...tried('signed', 'Mass', [0.1, 0.2, 0.25], 2),
  ...tried('guess', 'Mass', [0.1, 0.15, 0.1], 1),
];

async function reportOf(files: Readonly<Record<string, string>> = {}) {
  const texts = Object.entries(files).map(
    ([name, text]) => [`/${name}`, new TextEncoder().encode(text)] as const,
  );
  const run = await readRun('/', memoryFiles(new Map([...RUN, ...texts])));
  return renderRun(run, { replicates: 100 });
}

it('tells of every network, method and class the threshold, how good it is on the split that it was tuned on, and n', async () => {
  const lock = JSON.parse(new TextDecoder().decode(RUN.get(`/${LOCK_FILE}`))) as { data: object };
  const report = await reportOf({
    [LOCK_FILE]: JSON.stringify({ ...lock, tune: TUNE, data: { ...lock.data, split: ['test'] } }),
    [fileOf(thresholds)]: headerOf(thresholds) + ROWS.map((row) => lineOf(thresholds, row)).join(''),
  });
  const [, section] = /<section id="tuning"([^]*?)<\/section>/.exec(report.details)!;
  const words = section
    .slice(section.indexOf('<h2'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
  expect(words.trim()).toMatchInlineSnapshot(
    `"Tuned thresholds The segmenter otsu cuts each class of each method on each network at a threshold of its own: of 3 from 0.2 to 0.6 the one with the highest mean IoU of masks over all findings, tuned on val and used on test. n counts findings of val, once for each reader. Table 2. Thresholds of the segmenter otsu, tuned on val, net. CSV LaTeX Method Mass Nodule CAM 0.4 IoU 0.300 n = 7 – a CAM (signed) 0.6 b IoU 0.250 n = 7 – a a no threshold could be tuned on its findings b the first or last that was tried: one beyond it may be better Table 3. Thresholds of the segmenter otsu, tuned on val, guesses. CSV LaTeX Guess Mass A guess 0.4 IoU 0.150 n = 7"`,
  );
  expect(report.tables.find(({ name }) => name === 'thresholds-net')!.csv).toMatchInlineSnapshot(`
    "model,method,class,threshold,mean_iou,n
    net,cam,Mass,0.4,0.3,7
    net,cam,Nodule,,,0
    net,signed,Mass,0.6,0.25,7
    "
  `);
  expect(wordsOf(report)).toContain('Otsu otsu, each class at a threshold of its own, tuned on val');
  expect(wordsOf(report)).toContain('Made up made-up, split test');
});

it('has nothing to say where nothing was tuned', async () => {
  expect((await reportOf()).details).not.toContain('Tuned thresholds');
});
