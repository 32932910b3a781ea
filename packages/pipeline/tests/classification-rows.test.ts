import { defineClassificationMetric, type Sample } from '@camscope/core';
import { auroc } from '@camscope/statistics';
import { expect, it } from 'vitest';
import { classificationRows } from '../src/index.ts';

const contribution = defineClassificationMetric({
  id: 'auroc',
  title: 'AUROC',
  citation: 'common',
  scoreDirection: 'higher',
  range: [0, 1],
  measure: ({ truths, probabilities }) => auroc(truths, probabilities),
});
const chosen = { name: 'auroc', contribution, options: {} };

/** Ten images, of which the first five have the label. */
const rowsOf = (probabilities: readonly number[]) => {
  const samples = probabilities.map((probability, i): [Sample, number] => [
    {
      ...{ id: `i${i}`, image: `i${i}.png`, frame: { width: 8, height: 8 }, annotations: [] },
      labels: { Mass: i < 5 ? 1 : 0 },
    },
    probability,
  ]);
  return classificationRows('net', { label: 'Mass', probabilities: new Map(samples) }, [chosen], 0);
};

it('has no interval where no resampling changes the value, and says so', () => {
  const parted = rowsOf([0.9, 0.8, 0.7, 0.6, 0.55, 0.5, 0.4, 0.3, 0.2, 0.1]);
  expect(parted).toEqual([
    {
      ...{ model: 'net', label: 'Mass', metric: 'auroc', n: 10, positives: 5 },
      value: 1,
      reason: 'no-variation',
    },
  ]);
  const [mixed] = rowsOf([0.9, 0.8, 0.7, 0.35, 0.25, 0.5, 0.4, 0.3, 0.2, 0.1]);
  // 3 · 5 pairs of the first three, and 3 and 2 of the others.
  expect(mixed).toMatchObject({ value: 20 / 25, interval: 'BCa bootstrap' });
  expect(mixed.low).toBeLessThan(0.8);
  expect(mixed.high).toBeGreaterThan(0.8);
});
