import { describe, expect, test } from 'vitest';
import { chosenRows, NO_FILTERS, pairsOf, type Filters } from '../../src/run/data/query.ts';
import { keyOf, rowOf, ScoreRowsBuilder, type ScoreRows } from '../../src/run/data/score-rows.ts';
import { sortedRows } from '../../src/run/data/sorted-rows.ts';
import { distributions, intervalOf, means } from '../../src/run/data/summaries.ts';

/** Two networks, two methods, two images, one reader: `a` of method `grad`, `b` of `layer`; the second run has another value of one row. */
function rows(runs = 1): ScoreRows {
  const builder = new ScoreRowsBuilder(runs);
  const values: [string, string, string, number | null][] = [
    ['net', 'grad', '2.png', 0.5],
    ['net', 'grad', '10.png', 0.1],
    ['net', 'layer', '2.png', 0.25],
    ['net', 'layer', '10.png', null],
    ['other', 'grad', '2.png', 0.7],
    ['other', 'grad', '10.png', 0.3],
  ];
  for (let run = 0; run < runs; run++)
    values.forEach(([model, method, image, value], i) =>
      builder.add(run, {
        ...{ model, method, class: 'Mass', image, reader: 'R1', patient: '', kind: 'method' },
        value: run === 1 && i === 0 ? 0.6 : value,
        reason: value === null ? 'no-map' : undefined,
      }),
    );
  return builder.build();
}

const having = (filters: Partial<Filters>, of = rows()) => [...chosenRows(of, { ...NO_FILTERS, ...filters })];

describe('rows', () => {
  test('are chosen by names, a part of an image’s name, values, and a brush over two methods', () => {
    expect(having({})).toEqual([0, 1, 2, 3, 4, 5]);
    expect(having({ words: { method: ['layer'], image: ['2.png', '3.png'] } })).toEqual([2]);
    expect(having({ search: '10.P' })).toEqual([1, 3, 5]);
    expect(having({ values: [0.25, 0.5] })).toEqual([0, 2, 5]);
    const brush = { x: 'grad', y: 'layer', xs: [0.4, 0.6], ys: [0, 1] } as const;
    expect(having({ pair: brush })).toEqual([0, 2]);
    expect(having({ pair: { ...brush, xs: [0.6, 1] } })).toEqual([]);
  });

  test('of two runs are those that differ', () => {
    expect(having({ differing: true }, rows(2))).toEqual([0]);
    expect(having({ differing: true })).toHaveLength(6);
  });

  test('are sorted by value, those without last either way, and by names as people count', () => {
    const all = Uint32Array.of(0, 1, 2, 3, 4, 5);
    const sorted = (by: Parameters<typeof sortedRows>[2]['by'], down: boolean) => [
      ...sortedRows(rows(2), all, { by, down }),
    ];
    expect(sorted('value', true)).toEqual([4, 0, 5, 2, 1, 3]);
    expect(sorted('value', false)).toEqual([1, 2, 5, 0, 4, 3]);
    expect(sorted('image', false)).toEqual([0, 2, 4, 1, 3, 5]);
    expect(sorted('difference', true)[0]).toBe(0);
  });

  test('are found again by what they are of', () => {
    const all = rows();
    expect(rowOf(all, keyOf(all, 4))).toBe(4);
    expect(rowOf(all, { ...keyOf(all, 4), reader: 'R2' })).toBeUndefined();
  });

  test('pair two methods where both have a value', () => {
    expect(pairsOf(rows(), 'grad', 'layer')).toMatchObject([{ rows: [0, 2], a: 0.5, b: 0.25 }]);
  });
});

const every = ({ size }: ScoreRows) => Uint32Array.from({ length: size }, (_, i) => i);

test('a distribution has a value for each row', () => {
  const [grad, layer] = distributions(rows(), every(rows()));
  expect([...grad.values]).toEqual([0.1, 0.3, 0.5, 0.7]);
  expect(grad.quantiles.map((value) => Number(value.toFixed(12)))).toEqual([0.1, 0.25, 0.4, 0.55, 0.7]);
  expect(layer).toMatchObject({ method: 'layer', n: 1, missing: 1 });
});

test('a mean counts each finding once, of the mean over its networks', () => {
  const [grad, layer] = means(rows(), every(rows()));
  expect(grad).toMatchObject({ method: 'grad', kind: 'method', n: 2, missing: 0 });
  expect(grad.mean).toBeCloseTo(0.4, 12);
  expect(layer).toMatchObject({ method: 'layer', n: 1, missing: 1, mean: 0.25 });
  expect(intervalOf(layer)).toBeUndefined();
});
