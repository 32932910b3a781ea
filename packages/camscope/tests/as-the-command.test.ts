import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { nodeFiles } from '@camscope/files-node';
import { encodeNpy, readRun } from '@camscope/pipeline';
import { open, type Box, type Explanation } from 'camscope';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { camscope, folderWith } from './support.ts';

const model = resolve(import.meta.dirname, '../../networks-phantom/models/phantom-resnet50.onnx');
const METHODS = [
  { name: 'grad-cam', method: 'grad-cam' },
  { name: 'finer(grad-cam)', method: { use: 'finer', of: 'grad-cam' } },
  { name: 'score-cam', method: 'score-cam', budget: 6 },
  { name: 'integrated-gradients', method: { use: 'integrated-gradients', options: { steps: 2 } } },
];
const STUDY = `version: 1
models: [{ file: '${model}' }]
data: { use: phantom, count: 3, seed: 4, size: 128, truth: false, readers: 1, folder: phantoms }
methods:
  - grad-cam
  - { use: finer, of: grad-cam }
  - { use: score-cam, budget: 6 }
  - { use: integrated-gradients, options: { steps: 2 } }
segmenters: [multi-otsu, { use: threshold, options: { value: 0.4 } }]
metrics: [box-iou, hit-rate, { use: mask-iou, as: masks }, iou-accuracy]
priors: []
runtime: { batch: 1, workers: 0 }
out: results
`;

/** One that looks at the radiograph, one at nothing but the map. */
const FILTERS = [{ use: 'anatomy', options: { region: 'thorax' } }, 'gaussian'];

describe('gives to the last bit', () => {
  it('the scores of a study', async () => {
    const folder = await folderWith({ 'study.yaml': STUDY });
    await camscope(folder, 'run', 'study.yaml');
    const run = await readRun(join(folder, 'results'), nodeFiles);
    const rows = rowsIn(await readFile(join(folder, 'results/scores.csv'), 'utf8'));
    await using network = await open(model);
    let compared = 0;
    for (const { image, file, findings } of run.images)
      for (const [target, [{ boxes }]] of Object.entries(findings))
        for (const { method, name, ...more } of METHODS) {
          const map = await network.explain(file, { method, target, batch: 1, ...more });
          const own = rows.filter(
            (row) => row.image === image && row.class === target && row.method === name,
          );
          expect(scoresOf(map, boxes)).toEqual(Object.fromEntries(own.map(scoreOf)));
          compared += own.length;
        }
    expect(compared).toBe(rows.length);
    expect(compared).toBeGreaterThan(50);
  });

  it('the scores of a study with filters', async () => {
    const filters = `filters: [{ use: anatomy, options: { region: thorax } }, gaussian]\n`;
    const folder = await folderWith({ 'study.yaml': STUDY + filters });
    await camscope(folder, 'run', 'study.yaml', '--only', 'method=grad-cam');
    const run = await readRun(join(folder, 'results'), nodeFiles);
    const rows = rowsIn(await readFile(join(folder, 'results/scores.csv'), 'utf8'));
    await using network = await open(model);
    let changed = 0;
    for (const { image, file, findings } of run.images)
      for (const [target, [{ boxes }]] of Object.entries(findings)) {
        const map = await network.explain(file, { method: 'grad-cam', target, batch: 1 });
        const own = rows.filter((row) => row.image === image && row.class === target);
        const scores = Object.fromEntries(own.map(scoreOf));
        expect(scoresOf(await map.filtered(FILTERS), boxes)).toEqual(scores);
        if (!isDeepStrictEqual(scoresOf(map, boxes), scores)) changed++;
      }
    expect(changed).toBeGreaterThan(1);
  });

  it('the files of camscope explain', async () => {
    const folder = await folderWith({ 'study.yaml': STUDY });
    await camscope(folder, 'run', 'study.yaml', '--only', 'method=grad-cam');
    const { images } = await readRun(join(folder, 'results'), nodeFiles);
    const files = images.map(({ file }) => file);
    expect(files.length).toBeGreaterThan(1);
    for (const { name: method } of METHODS) {
      const how = ['--model', model, '--budget', '6', '--segmenter', 'multi-otsu', '--out', 'maps'];
      const printed = await camscope(folder, 'explain', ...files, '--method', method, ...how, '--json');
      await using network = await open(model);
      const explained = await network.explain(files, { method, budget: 6 });
      for (const [i, told] of (JSON.parse(printed) as Record<string, unknown>[]).entries()) {
        const { about, raw, map, blank } = explained[i];
        const regions = explained[i].regions('multi-otsu');
        expect({ ...about, blank: blank ?? null, boxes: regions.list.map(({ box }) => box) }).toMatchObject(
          Object.fromEntries(Object.entries(told).filter(([key]) => !OWN.includes(key))),
        );
        const bytes = (name: string) => readFile(join(folder, String(told[name])));
        const plain = raw.dims[0] === 1 ? { ...raw, dims: raw.dims.slice(1) } : raw;
        expect((await bytes('raw')).equals(encodeNpy(plain))).toBe(true);
        const heat = { type: 'float32', dims: [map.height, map.width], data: map.data } as const;
        expect((await bytes('map')).equals(encodeNpy(heat))).toBe(true);
        expect((await bytes('overlay')).equals(await regions.png())).toBe(true);
      }
    }
  });
});

/** What the command alone says of a map. */
const OWN = ['raw', 'map', 'overlay', 'milliseconds'];

type Row = Readonly<Record<string, string>>;

function rowsIn(csv: string): Row[] {
  return Papa.parse<Row>(csv.trim(), { header: true }).data;
}

/** The value and the reason, under `<segmenter> <metric>`. */
function scoreOf({ segmenter, metric, value, reason }: Row) {
  const score = value === '' ? { value: null, reason } : { value: Number(value) };
  return [`${segmenter} ${metric}`, score] as const;
}

function scoresOf(map: Explanation, boxes: readonly Box[]): Record<string, unknown> {
  const named = (segmenter: string, scores: object) =>
    Object.entries(scores).map(([metric, score]) => [`${segmenter} ${metric}`, score] as const);
  const cut = ['multi-otsu', { use: 'threshold', options: { value: 0.4 } }].flatMap((segmenter) => {
    const metrics = ['box-iou', { use: 'mask-iou', as: 'masks' }, 'iou-accuracy'];
    const name = typeof segmenter === 'string' ? segmenter : segmenter.use;
    return named(name, map.regions(segmenter).score(boxes, metrics));
  });
  return Object.fromEntries([...named('', map.score(boxes, ['hit-rate'])), ...cut]);
}
