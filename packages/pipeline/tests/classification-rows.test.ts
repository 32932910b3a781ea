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

interface Of {
  readonly positives?: number;
  readonly patients?: number;
  readonly closed?: readonly [number, number];
}

/** Images of as many patients, each of which has every so manieth one; the first have the label. */
const rowsOf = (probabilities: readonly number[], { positives = 5, patients = 10, closed }: Of = {}) => {
  const samples = probabilities.map((probability, i): [Sample, number] => [
    {
      ...{ id: `i${i}`, image: `i${i}.png`, frame: { width: 8, height: 8 }, annotations: [] },
      patient: `p${i % patients}`,
      labels: { Mass: i < positives ? 1 : 0 },
    },
    probability,
  ]);
  const measure = closed ? { ...chosen, contribution: { ...contribution, interval: () => closed } } : chosen;
  return classificationRows('net', { label: 'Mass', probabilities: new Map(samples) }, [measure], 0);
};
const MIXED = [0.9, 0.8, 0.7, 0.35, 0.25, 0.5, 0.4, 0.3, 0.2, 0.1];

it('has no interval where no resampling changes the value, and says so', () => {
  const parted = rowsOf([0.9, 0.8, 0.7, 0.6, 0.55, 0.5, 0.4, 0.3, 0.2, 0.1]);
  expect(parted).toEqual([
    {
      ...{ model: 'net', label: 'Mass', metric: 'auroc', n: 10, positives: 5 },
      value: 1,
      reason: 'no-variation',
    },
  ]);
  const [mixed] = rowsOf(MIXED);
  // 3 · 5 pairs of the first three, and 3 and 2 of the others.
  expect(mixed).toMatchObject({ value: 20 / 25, interval: 'BCa bootstrap' });
  expect(mixed.low).toBeLessThan(0.8);
  expect(mixed.high).toBeGreaterThan(0.8);
});

it('is in closed form where every image is another patient’s alone', () => {
  const closed = [0.6, 0.9] as const;
  expect(rowsOf(MIXED, { closed })[0]).toMatchObject({ low: 0.6, high: 0.9, interval: 'closed form' });
  expect(rowsOf(MIXED, { closed, patients: 9 })[0].interval).toBe('percentile bootstrap');
});

it('has no interval where one patient alone has the finding', () => {
  expect(rowsOf(MIXED, { positives: 1 })).toEqual([
    {
      ...{ model: 'net', label: 'Mass', metric: 'auroc', n: 10, positives: 1 },
      value: 1,
      reason: 'no-variation',
    },
  ]);
  const [row] = rowsOf([0.45, ...MIXED.slice(1)], { positives: 1 });
  expect(row.reason).toBe('All cases with the finding, or all without it, are of one patient');
  expect([row.value, row.low, row.high]).toEqual([6 / 9, undefined, undefined]);
});
