import { describe, expect, it } from 'vitest';
import { compareRuns, headerOf, lineOf, scores, type Run, type ScoreRow } from '@camscope/pipeline';
import { folderOf, runOf, textsOf } from './running.ts';

type Score = Partial<ScoreRow> & { readonly image: string };

const COMMON = {
  model: 'mirror',
  class: 'Bright',
  method: 'grad-cam',
  kind: 'method',
  segmenter: 'threshold',
  metric: 'iou',
  against: 'finding',
  value: null,
  failed: false,
} as const;

let texts: Promise<ReadonlyMap<string, string>> | undefined;

/** A run whose scores are these. */
async function runWith(...rows: readonly Score[]): Promise<Run> {
  const lock = (await (texts ??= textsOf())).get('study.lock.json')!;
  const lines = rows.map((row) => lineOf(scores, { ...COMMON, patient: `of ${row.image}`, ...row }));
  const files = [
    ['study.lock.json', lock],
    ['scores.csv', headerOf(scores) + lines.join('')],
  ] as const;
  return runOf(await folderOf(new Map(files)));
}

const before = [
  { image: 'a', value: 0.2 },
  { image: 'b', value: 0.4 },
  { image: 'c', value: 0.6 },
];
const after = [
  { image: 'a', value: 0.3 },
  { image: 'b', value: 0.6 },
  { image: 'c', value: 0.9 },
];

describe('two runs', () => {
  it('are compared pair by pair', async () => {
    const [line, ...others] = compareRuns(await runWith(...before), await runWith(...after));
    expect(others).toEqual([]);
    expect(line).toMatchObject({ model: '', method: 'grad-cam', segmenter: 'threshold', metric: 'iou' });
    expect(line).toMatchObject({ n: 3, unpaired: 0 });
    expect(line.meanA).toBeCloseTo(0.4, 12);
    expect(line.meanB).toBeCloseTo(0.6, 12);
    expect(line.difference.estimate).toBeCloseTo(0.2, 12);
    // Means of three draws from 0.1, 0.2 and 0.3.
    expect(line.difference.low).toBeGreaterThanOrEqual(0.1 - 1e-12);
    expect(line.difference.low).toBeLessThan(0.2);
    expect(line.difference.high).toBeLessThanOrEqual(0.3 + 1e-12);
    expect(line.difference.high).toBeGreaterThan(0.2);
    // All three signs agree: 2 of 8 assignments are as extreme.
    expect(line.p).toBeCloseTo(0.25, 12);
    expect(line.adjusted).toBeCloseTo(0.25, 12);
  });

  it('that are turned round have the signs turned', async () => {
    const [a, b] = [await runWith(...before), await runWith(...after)];
    const [[forward], [backward]] = [compareRuns(a, b), compareRuns(b, a)];
    expect(backward.difference.estimate).toBeCloseTo(-forward.difference.estimate!, 12);
    expect(backward.p).toBe(forward.p);
  });

  it('are paired by image, class and reader, in whatever order', async () => {
    const readers = [
      { image: 'a', reader: 'ann', value: 0 },
      { image: 'a', reader: 'bob', value: 0.5 },
      { image: 'a', class: 'Dark', reader: 'ann', value: 1 },
    ];
    const more = readers.map((row) => ({ ...row, value: row.value + 0.125 })).reverse();
    const [line] = compareRuns(await runWith(...readers), await runWith(...more));
    expect(line).toMatchObject({ n: 3, unpaired: 0, difference: { estimate: 0.125 } });
    // All of one patient: there is nothing to draw from.
    expect(line.difference).toMatchObject({ low: null, high: null, reason: 'one-cluster' });
  });

  it('count what one of them alone has measured', async () => {
    const a = await runWith(...before, { image: 'd', value: 0.1 }, { image: 'e', value: 0.1 });
    const b = await runWith(
      ...after,
      { image: 'd', value: null, reason: 'failed' },
      { image: 'f', value: 0.9 },
    );
    // d and e of A, f of B.
    expect(compareRuns(a, b)).toMatchObject([{ n: 3, unpaired: 3 }]);
  });

  it('are compared on methods and findings, not on priors, readers and confounders', async () => {
    const others = [
      { image: 'a', kind: 'prior', method: 'mean-box', model: '', value: 0 },
      { image: 'a', kind: 'reader', method: 'reader:ann', model: '', value: 0 },
      { image: 'a', against: 'confounder', value: 0 },
    ] as const;
    const lines = compareRuns(await runWith(...before, ...others), await runWith(...after, ...others));
    expect(lines).toMatchObject([{ method: 'grad-cam', n: 3 }]);
  });

  it('of one network each are compared whatever its name; of several by name', async () => {
    const named = (model: string, rows: readonly Score[]) => rows.map((row) => ({ ...row, model }));
    const other = await runWith(...named('other', after));
    expect(compareRuns(await runWith(...before), other)).toMatchObject([{ model: '', n: 3 }]);
    const both = await runWith(...named('other', before), ...named('third', before));
    expect(compareRuns(both, other)).toMatchObject([{ model: 'other', n: 3 }]);
  });

  it('correct for the number of differences', async () => {
    const second = (rows: readonly Score[]) => rows.map((row) => ({ ...row, metric: 'dice' }));
    const a = await runWith(...before, ...second(before));
    const b = await runWith(...after, ...second(before));
    const lines = compareRuns(a, b);
    expect(lines.map(({ metric, adjusted }) => [metric, adjusted])).toEqual([
      ['iou', 0.5],
      ['dice', 1],
    ]);
    expect(lines[1]).toMatchObject({ p: 1, difference: { estimate: 0 } });
    expect(compareRuns(a, b, { metrics: ['iou'] })).toMatchObject([{ metric: 'iou', adjusted: 0.25 }]);
  });

  it('may be compared under one segmenter, with what needs none', async () => {
    const under = (segmenter: string, metric = 'iou') => before.map((row) => ({ ...row, segmenter, metric }));
    const one = await runWith(...under('threshold'), ...under('high'), ...under('', 'hit'));
    const lines = compareRuns(one, one, { segmenter: 'high' });
    expect(lines.map(({ segmenter, metric }) => [segmenter, metric])).toEqual([
      ['high', 'iou'],
      ['', 'hit'],
    ]);
  });

  it('need a metric, a segmenter and a method in common', async () => {
    const [a, b] = [
      await runWith(...before),
      await runWith(...after.map((row) => ({ ...row, method: 'cam' }))),
    ];
    expect(() => compareRuns(a, b)).toThrow(/nothing in common[^]*Methods: grad-cam and cam/);
    expect(() => compareRuns(a, a, { metrics: ['dice'] })).toThrow(/the metric 'dice'[^]*Both have: iou/);
    expect(() => compareRuns(a, a, { segmenter: 'otsu' })).toThrow(
      /the segmenter 'otsu'[^]*Both have: threshold/,
    );
    const empty = await runWith();
    expect(() => compareRuns(a, empty)).toThrow(/has no scores/);
    const elsewhere = await runWith({ image: 'z', value: 1 });
    expect(() => compareRuns(a, elsewhere)).toThrow('nothing in common');
  });
});
