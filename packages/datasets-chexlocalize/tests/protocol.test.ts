import { createHash } from 'node:crypto';
import { finishMap, finishSchema, maskOfRuns } from '@camscope/pixels';
import { describe, expect, it, test } from 'vitest';
import {
  areaOf,
  chexlocalizeSegmentations,
  chexlocalizeTasks,
  emptyMask,
  evaluateChexlocalize,
  hitValues,
  iouValues,
  parseAnnotations,
  parsePoints,
  parseSegmentations,
  pixelsCsv,
  pooledPixels,
  replicatesCsv,
  type Segmentations,
  subsets,
  summaryCsv,
  tuneCutoffs,
  tuneThresholds,
  valuesCsv,
} from '../src/index.ts';
import { bootstrap, summarise } from '../src/evaluate/bootstrap.ts';
import { pillowRuns } from '../src/read/pillow.ts';
import { draw, fixture, fixtureText } from './support.ts';

const { images } = parseAnnotations(fixtureText('annotations'), 'annotations.json');
const listed = [...images].map(([id, { frame }]) => ({ id, frame }));
const truth = read('gt_segmentations');

describe('segmentation files', () => {
  it('of outlines are the bytes of Pillow, pycocotools and json', async () => {
    const drawn = [...images].flatMap(([image, { frame, outlines }]) =>
      [...outlines].map(([label, of]) => ({ image, label, mask: pillowRuns(of, frame) })),
    );
    const { text, passedOver } = await chexlocalizeSegmentations(listed, drawn);
    expect(text).toBe(fixtureText('gt_segmentations'));
    expect(passedOver).toEqual([]);
  });

  it('of rasters are the bytes of pycocotools and json', async () => {
    const found = [...read('segmentations')].flatMap(([image, ofImage]) =>
      [...ofImage].map(([label, runs]) => ({ image, label, mask: maskOfRuns(runs) })),
    );
    expect((await chexlocalizeSegmentations(listed, found.reverse())).text).toBe(
      fixtureText('segmentations'),
    );
  });

  it('hold all ten tasks, and say which labels they cannot hold', async () => {
    const frame = { width: 3, height: 2 };
    const { text, passedOver } = await chexlocalizeSegmentations(
      [{ id: 'patient1_study1_view1_frontal', frame }],
      [
        { image: 'patient1_study1_view1_frontal', label: 'Lung Opacity', mask: draw('#..', '##.') },
        { image: 'patient1_study1_view1_frontal', label: 'Pneumonia', mask: draw('###', '###') },
      ],
    );
    expect(passedOver).toEqual(['Pneumonia']);
    const [[id, tasks]] = Object.entries(JSON.parse(text) as Record<string, Record<string, unknown>>);
    expect(id).toBe('patient1_study1_view1_frontal');
    expect(Object.keys(tasks)).toEqual([...chexlocalizeTasks]);
    expect(tasks['Edema']).toEqual({ size: [2, 3], counts: '6' });
    expect(tasks['Airspace Opacity']).toEqual({ size: [2, 3], counts: '021O1' });
  });

  it('write ids in ASCII as Python does', async () => {
    const { text } = await chexlocalizeSegmentations([{ id: 'é"😀', frame: { width: 1, height: 1 } }], []);
    expect(text.slice(0, 23)).toBe('{"\\u00e9\\"\\ud83d\\ude00"');
  });

  it.each([
    [{ image: 'other', label: 'Edema', mask: draw('#') }, 'an image that is not listed'],
    [{ image: 'one', label: 'Edema', mask: draw('##') }, '2 × 1'],
    [{ image: 'one', label: 'Airspace Opacity', mask: draw('#') }, 'a second mask'],
  ])('refuse %j', async (mask, found) => {
    const before = { image: 'one', label: 'Lung Opacity', mask: draw('.') };
    const written = chexlocalizeSegmentations(
      [{ id: 'one', frame: { width: 1, height: 1 } }],
      [before, mask],
    );
    await expect(written).rejects.toMatchObject({ code: 'DATA_INVALID', details: { found } });
  });
});

interface Expected {
  readonly results: string;
  readonly bootstrap: string;
  readonly bootstrapSha256: string;
  readonly summary: string;
}
const expected = fixture<{ iou: Record<string, Expected>; hit: Expected; pixels: string }>('evaluation');
const { points } = parsePoints(fixtureText('points'), 'points.json');

describe('the evaluation', () => {
  const predictions = read('predictions');

  it.each(subsets)('of IoU gives the tables of NumPy and pandas, byte for byte: %s', (subset) => {
    const { iou } = evaluateChexlocalize(truth, { masks: predictions }, { subset });
    expectTables(iou, expected.iou[subset]);
  });

  it('of hits gives the tables of NumPy and pandas, byte for byte', () => {
    const { hit } = evaluateChexlocalize(truth, { masks: predictions, points });
    expectTables(hit!, expected.hit);
  });

  it('of pooled pixels gives the table of NumPy and pandas, byte for byte', () => {
    expect(pixelsCsv(pooledPixels(truth, predictions))).toBe(expected.pixels);
  });

  function expectTables(
    { values, replicates, summary }: ReturnType<typeof evaluateChexlocalize>['iou'],
    of: Expected,
  ) {
    expect(valuesCsv(values)).toBe(of.results);
    const table = replicatesCsv(replicates);
    expect(table.slice(0, of.bootstrap.length)).toBe(of.bootstrap);
    expect(createHash('sha256').update(table).digest('hex')).toBe(of.bootstrapSha256);
    expect(summaryCsv(summary)).toBe(of.summary);
  }
});

describe('what CheXlocalize leaves open', () => {
  const nothing = draw('...', '...');
  const left = draw('#..', '#..');
  const all = draw('###', '###');
  const of = (masks: Record<string, typeof left>): Segmentations =>
    new Map(Object.entries(masks).map(([id, mask]) => [id, new Map([['Edema', mask]])]));

  it('decides by the subset which findings count', () => {
    const drawn = of({ a: left, b: left, c: nothing, d: nothing });
    const predicted = of({ a: all, b: nothing, c: all, d: nothing, e: all });
    const edema = (subset: (typeof subsets)[number]) =>
      iouValues(drawn, predicted, subset).tasks.get('Edema');
    expect(edema('true-positives')).toEqual(Float64Array.of(1 / 3, NaN, NaN, NaN));
    expect(edema('annotated')).toEqual(Float64Array.of(1 / 3, 0, NaN, NaN));
    expect(edema('all')).toEqual(Float64Array.of(1 / 3, 0, 0, NaN, 0));
  });

  it('takes what is missing for empty, and no point for a miss', () => {
    const drawn = of({ a: left, b: left, c: nothing });
    expect(iouValues(drawn, new Map(), 'annotated').tasks.get('Edema')).toEqual(Float64Array.of(0, 0, NaN));
    const hits = hitValues(drawn, new Map([['b', new Map([['Edema', [[2, 0], [0, 1]] as const]])]])); // prettier-ignore
    expect(hits.tasks.get('Edema')).toEqual(Float64Array.of(0, 1, NaN));
    expect(pooledPixels(drawn, new Map())[4]).toEqual({
      task: 'Edema',
      truePositives: 0,
      falsePositives: 0,
      falseNegatives: 4,
      trueNegatives: 14,
      precision: null,
      recall: 0,
      specificity: 1,
    });
  });

  it('keeps an interval when a replicate has no value', () => {
    // One positive of four: about a third of the replicates draw none.
    const values = iouValues(
      of({ a: left, b: nothing, c: nothing, d: nothing }),
      of({ a: all }),
      'true-positives',
    );
    const edema = summarise(values, bootstrap(values)).find(({ task }) => task === 'Edema');
    expect(edema).toMatchObject({ n: 1, mean: 1 / 3, bootstrapMean: 0.333, lower: 0.333, upper: 0.333 });
    expect(edema!.empty).toBeGreaterThan(250);
    expect(edema!.empty).toBeLessThan(390);
    const none = summarise(values, bootstrap(values)).find(({ task }) => task === 'Cardiomegaly');
    expect(none).toEqual({
      task: 'Cardiomegaly',
      n: 0,
      mean: null,
      bootstrapMean: null,
      lower: null,
      upper: null,
      empty: 1000,
    });
  });

  it('takes the lowest replicate where there are too few for a percentile', () => {
    const values = iouValues(of({ a: left, b: left }), of({ a: all, b: left }), 'annotated');
    const replicates = bootstrap(values, { replicates: 9, seed: 3 });
    const sorted = [...replicates.get('Edema')!].sort();
    const edema = summarise(values, replicates).find(({ task }) => task === 'Edema')!;
    expect(edema.lower).toBeCloseTo(sorted[0], 3);
    expect(edema.upper).toBeCloseTo(sorted[7], 3);
  });

  it('refuses masks of different sizes', () => {
    expect(() => iouValues(of({ a: left }), of({ a: draw('##', '##') }), 'all')).toThrow(
      /masks of Edema on a differ in size[\s\S]*3 × 2[\s\S]*2 × 2/,
    );
  });
});

describe('tuning', () => {
  interface Grid {
    readonly means: readonly (number | null)[];
    readonly best: number | null;
  }
  const tuning = fixture<{ thresholds: Record<string, Grid>; cutoffs: Record<string, Grid> }>('tuning');

  it('finds the thresholds of torch and NumPy, and their means', async () => {
    const tuned = await tuneThresholds(findings());
    expect(tuned.map(({ label }) => label)).toEqual(Object.keys(tuning.thresholds));
    for (const { label, best, tried } of tuned) {
      const { means, best: wanted } = tuning.thresholds[label];
      expect(best, label).toBe(wanted);
      for (const [i, { meanIou }] of tried.entries()) {
        if (means[i] === null) expect(meanIou).toBeNull();
        // A pixel at the threshold may fall to either side, since torch enlarges and normalises in float32.
        else expect(meanIou, label).toBeCloseTo(means[i], 5);
      }
    }
  });

  it('finds the cutoffs of NumPy, and their means', () => {
    const probabilities = fixture<Record<string, Record<string, number>>>('probabilities');
    const found = read('segmentations');
    const all = [...truth].flatMap(([id, tasks]) =>
      [...tasks].map(([label, drawn]) => ({
        label,
        probability: probabilities[id][label],
        predicted: found.get(id)!.get(label)!,
        truth: drawn,
      })),
    );
    for (const { label, best, tried } of tuneCutoffs(all)) {
      expect(best, label).toBe(tuning.cutoffs[label].best);
      expect(
        tried.map(({ meanIou }) => meanIou),
        label,
      ).toEqual(tuning.cutoffs[label].means);
    }
  });

  it('has no threshold for a label that is never drawn, and takes the first of equal ones', async () => {
    const map = { width: 2, height: 1, data: Float32Array.of(0, 1) };
    const tuned = await tuneThresholds([
      { label: 'Edema', map, truth: emptyMask(map) },
      { label: 'Mass', map, truth: draw('.#') },
    ]);
    expect(tuned.map(({ best }) => best)).toEqual([null, 0.2]);
    await expect(tuneThresholds([{ label: 'Mass', map, truth: draw('#') }])).rejects.toMatchObject({
      code: 'DATA_INVALID',
    });
  });

  function* findings() {
    const maps = fixture<Record<string, Record<string, number[][]>>>('maps');
    for (const [id, ofImage] of Object.entries(maps))
      for (const [label, rows] of Object.entries(ofImage)) {
        const { frame } = images.get(id)!;
        const raw = { width: rows[0].length, height: rows.length, data: Float32Array.from(rows.flat()) };
        const region = { x0: 0, y0: 0, x1: frame.width, y1: frame.height };
        const how = finishSchema.parse({ upsample: 'bilinear', normalise: 'min-max' });
        const { map } = finishMap(raw, { frame, region }, how);
        yield { label, map, truth: truth.get(id)!.get(label)! };
      }
  }
});

test('areas are those of the outlines’ masks', () => {
  expect(areaOf(draw('.#', '##'))).toBe(3);
  expect(areaOf(emptyMask({ width: 4, height: 2 }))).toBe(0);
});

function read(name: string): Segmentations {
  return parseSegmentations(fixtureText(name), `${name}.json`).masks;
}
