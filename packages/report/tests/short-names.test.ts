import { expect, test } from 'vitest';
import { shortNames } from '../src/analysis/short-names.ts';
import type { SeriesFacts } from '../src/data.ts';

const series = (name: string, title?: string, short?: string): SeriesFacts => ({
  name,
  kind: 'method',
  ...(title === undefined ? {} : { title }),
  ...(short === undefined ? {} : { short }),
});

test('declared letters come first, whatever the order; others are the capitals of a title, or its beginning', () => {
  const names = shortNames([
    series('mine', 'Great Cam'),
    series('grad-cam', 'Grad-CAM', 'GC'),
    series('second', 'Grad-CAM (second)'),
    series('third', 'Eigen-CAM'),
    series('fourth'),
  ]);
  expect(Object.fromEntries(names)).toEqual({
    mine: 'GC2',
    'grad-cam': 'GC',
    second: 'GCAM',
    third: 'ECAM',
    fourth: 'four',
  });
});

test('equal letters are told apart by a number', () => {
  const names = shortNames([series('a', 'A', 'SC'), series('b', 'B', 'SC'), series('c', 'C', 'SC')]);
  expect([...names.values()]).toEqual(['SC', 'SC2', 'SC3']);
});
