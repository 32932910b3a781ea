import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FILES } from '@camscope/core';
import { overviewOf, prepareRun, type RunRequest } from '@camscope/experiment';
import { openStore } from '@camscope/experiment-node';
import { describe, expect, it } from 'vitest';
import { accountOf, columns, opened, run, runIn, runOf, software, table, type Running } from './running.ts';
import { annotated, shaded, STUDY, studyFolder, type Listed } from './support.ts';

/** The left half of what is not black. */
const HALF = { x0: 2, y0: 2, x1: 4, y1: 6 };
const [whole] = annotated('Bright');
const half = { ...whole, boxes: [HALF] };
const image = (id: string, split: string, patient: string, ...annotations: Listed['annotations']) => ({
  ...{ id, split, patient, annotations },
});
// Heats are 1 on the left and 0.6 on the right; squared, 1 and 0.36.
const list: Listed[] = [
  image('a.raw', 'val', 'p1', { ...half, reader: 'ann' }, { ...whole, reader: 'bob' }),
  image('b.raw', 'val', 'p2', { ...half, reader: 'ann' }),
  image('c.raw', 'test', 'p3', whole, ...annotated('Dark')),
  image('d.raw', 'test', 'p4', whole),
];
const files = { list, 'a.raw': shaded, 'b.raw': shaded, 'c.raw': shaded, 'd.raw': shaded };
const TUNE = 'split: val, grid: [0.3, 0.5, 0.8]';
const tuning = (tune = TUNE, study = STUDY) =>
  study.replace('list.json', 'list.json, split: test').replace('out:', `tune: { ${tune} }\nout:`);
const METHODS = tuning()
  .replace('[grad-cam]', '[grad-cam, squares]')
  .replace('priors: []', 'priors: [mean-box, density-peak]');

async function failure(study: string, samples = list): Promise<string> {
  return opened(await studyFolder({ ...files, study, list: samples })).then(
    () => 'It did not fail',
    (error: Error) => error.message.replace(/^\S*study\.yaml/, 'study.yaml'),
  );
}

describe('a study that tunes on one split and reports on another', () => {
  it('cuts each class of each method at its own threshold', async () => {
    const { out, result } = await run({ ...files, study: METHODS });
    expect(result.units).toMatchObject({ left: 0, failed: 0 });
    const chosen = (await table(out, 'thresholds.csv')).filter((line) => line.chosen === 'yes');
    // Two of three findings are the left half: IoU ½, ½ and 1 of all that is hot, and 1, 1 and ½ of the left half.
    // The prior knows of b.raw that a half and a whole were drawn elsewhere: heats of 1 and 0.5.
    expect(columns(chosen, 'model', 'method', 'kind', 'segmenter', 'class', 'threshold', 'n')).toEqual([
      'mirror grad-cam method threshold Bright 0.8 3',
      'mirror squares method threshold Bright 0.5 3',
      ' density-peak prior threshold Bright 0.5 3',
    ]);
    expect(chosen.map((line) => Number(line.mean_iou)).slice(0, 2)).toEqual([5 / 6, 5 / 6]);
    const scores = (await table(out, 'scores.csv')).filter((line) => line.kind === 'method');
    const NONE = 'No threshold was tuned for Dark';
    expect(columns(scores, 'image', 'class', 'method', 'value', 'reason')).toEqual([
      ...['c.raw Bright grad-cam 8 ', 'c.raw Bright squares 8 '],
      ...[`c.raw Dark grad-cam  ${NONE}`, `c.raw Dark squares  ${NONE}`],
      ...['d.raw Bright grad-cam 8 ', 'd.raw Bright squares 8 '],
    ]);
    expect(columns(await table(out, 'images.csv'), 'image')).toEqual(['c.raw', 'd.raw']);
    const { lock, thresholds } = await runOf(out);
    expect(lock.tune).toEqual({
      ...{ split: ['val'], segmenter: 'threshold', rule: 'mean-iou', grid: [0.3, 0.5, 0.8] },
      sharedPatients: 'refuse',
    });
    expect(thresholds.filter((line) => line.chosen)).toHaveLength(3);
    const { notes } = (await accountOf(out)) as { notes: string[] };
    expect(notes.filter((note) => /tuned|Splits/.test(note))).toMatchInlineSnapshot(`
      [
        "Splits: val 2 images, test 2 images; test is looked at",
        "The segmenter threshold is tuned on val (2 images, 2 findings) by mean-iou: one threshold for each network, method and class",
        "No image of val has an annotation of Dark: no threshold is tuned for it",
      ]
    `);
  });

  it('takes what one reader drew, by the rule that it names', async () => {
    const { out } = await run({ ...files, study: tuning(`${TUNE}, reader: bob, segmenter: threshold`) });
    const chosen = (await table(out, 'thresholds.csv')).filter((line) => line.chosen === 'yes');
    expect(columns(chosen, 'method', 'threshold', 'mean_iou', 'n')).toEqual(['grad-cam 0.3 1 1']);
  });

  it('is not tuned on patients who are reported on, unless it says so', async () => {
    const shared = [image('a.raw', 'val', 'p3', whole), ...list.slice(1)];
    expect(await failure(tuning(), shared)).toMatchInlineSnapshot(`
      "study.yaml:10:16: Thresholds would be tuned on patients who are reported on
        found: 1 patient of val (p3)
        do: Set 'sharedPatients' to 'leave-out', which leaves them out of the tuning, or to 'keep'"
    `);
    const notesOf = async (how: string) => {
      const folder = await studyFolder({
        ...files,
        list: shared,
        study: tuning(`${TUNE}, sharedPatients: ${how}`),
      });
      const { notes, tuning: tuned } = await opened(folder);
      return {
        ids: tuned!.dataset.samples.map(({ id }) => id),
        notes: notes.filter((note) => /reported/.test(note)),
      };
    };
    expect([await notesOf('leave-out'), await notesOf('keep')]).toMatchInlineSnapshot(`
      [
        {
          "ids": [
            "b.raw",
          ],
          "notes": [
            "Left out of the tuning, for they are reported on: 1 patient of val (p3)",
          ],
        },
        {
          "ids": [
            "a.raw",
            "b.raw",
          ],
          "notes": [
            "Thresholds are tuned on patients who are reported on, too: 1 patient of val (p3)",
          ],
        },
      ]
    `);
    const untold = list.map(({ patient: _, ...sample }) => sample);
    const { notes } = await opened(await studyFolder({ ...files, list: untold, study: tuning() }));
    expect(notes.filter((note) => /reported/.test(note))).toMatchInlineSnapshot(`
      [
        "The data do not tell every patient: whether those who are tuned on are reported on, too, is not known of all",
      ]
    `);
  });

  it.each([
    ['what it reports on', 'split: test'],
    ['a split that there is not', 'split: vall'],
    ['a reader that there is not', 'split: val, reader: bop'],
    ['a segmenter that there is not', 'split: val, segmenter: treshold'],
    ['a rule that there is not', 'split: val, rule: median'],
    ['thresholds that do not ascend', 'split: val, grid: [0.5, 0.5]'],
  ])('cannot be tuned on or by %s', async (_, tune) => {
    expect(await failure(tuning(tune))).toMatchSnapshot();
  });

  it('says which split it reports on', async () => {
    expect(await failure(tuning().replace(', split: test', ''))).toMatchInlineSnapshot(`
      "study.yaml:10:16: A study that tunes on a split has to say which it reports on
        do: Give 'data' a 'split' of its own"
    `);
  });
});

const LARGE = tuning()
  .replace('priors: []', 'priors: [mean-box, density-peak]')
  .replace('metrics:', 'agreement: [overlap]\nmetrics:')
  .replace('[grad-cam]', '[grad-cam, squares]')
  .concat('runtime: { batch: 1 }\n');

/** Tables and maps of a run, byte for byte. */
async function contents(out: string): Promise<Record<string, string>> {
  const names = (await readdir(out, { recursive: true })).filter((name) => /\.(csv|npz)$/.test(name)).sort();
  const texts = names
    .filter((name) => !name.startsWith('store'))
    .map(async (name) => [name, await readFile(join(out, name), 'latin1')] as const);
  return Object.fromEntries(await Promise.all(texts));
}

describe('thresholds are units', () => {
  it('of which shards make the maps, and whoever merges them the rest: equal byte for byte', async () => {
    const { out } = await run({ ...files, study: LARGE });
    const folder = await studyFolder({ ...files, study: LARGE });
    const parts: NonNullable<RunRequest['merge']>[number][] = [];
    for (const index of [1, 2]) {
      const part = join(folder, `part${index}`);
      const store = openStore(join(part, 'store'));
      const { result } = await runIn(folder, { out: part, store, shard: { index, of: 2 } });
      expect(result.units.left).toBeGreaterThan(0);
      parts.push({ folder: part, store });
    }
    const { result } = await runIn(folder, { merge: parts });
    expect(result.units).toMatchObject({ left: 0, failed: 0 });
    const merged = await contents(join(folder, 'results'));
    expect(Object.keys(merged)).toContain('thresholds.csv');
    expect(merged).toEqual(await contents(out));
  });

  it.each(['maps to tune on', 'thresholds', 'maps'])(
    'that go on where %s were interrupted',
    async (stage) => {
      const { out } = await run({ ...files, study: LARGE });
      const stop = new AbortController();
      const onProgress: Running['onProgress'] = (told) => {
        if (told.stage === stage) stop.abort();
      };
      const broken = await run({ ...files, study: LARGE }, { signal: stop.signal, onProgress });
      expect(broken.result.interrupted).toBe(true);
      await runIn(broken.folder);
      expect(await contents(broken.out)).toEqual(await contents(out));
    },
  );

  it('that another grid makes anew, and what is measured with them, but no map', async () => {
    const folder = await studyFolder({ ...files, study: LARGE });
    const { out } = await runIn(folder);
    await writeFile(join(folder, 'study.yaml'), LARGE.replace('[0.3, 0.5, 0.8]', '[0.3, 0.5]'));
    const open = await opened(folder);
    const parts = await overviewOf(await prepareRun(open, { software }), out, open.container.get(FILES));
    const due = parts.filter((part) => part.due > 0);
    expect([...new Set(due.map((part) => `${part.stage}: ${part.why.join('; ')}`))]).toMatchInlineSnapshot(`
      [
        "tune: \`tune.grid\`: [0.3,0.5,0.8] → [0.3,0.5]",
        "measure: its thresholds are others",
        "agreement: thresholds of mirror/grad-cam are others; thresholds of mirror/squares are others",
      ]
    `);
  });
});
