import { floatTensor, type Faithfulness } from '@camscope/core';
import plugin from '@camscope/metrics-faithfulness';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imputeLinearly } from '../src/linear-imputation.ts';
import { ask, bytesOf, classifierOf, fixture, floatsOf, linearNetwork, type Question } from './support.ts';

interface Measures {
  dims: number[];
  image: string;
  weights: string;
  heat: string;
  shares: number[];
  sigma: number;
  steps: number;
  measures: Record<string, number | Record<string, number>>;
}
const given = fixture<Measures>('measures');
const runtime = startNodeRuntime();
let question: Question;
beforeAll(async () => {
  const weights = floatTensor(floatsOf(given.weights), given.dims);
  question = {
    classifier: await classifierOf(linearNetwork(weights), runtime),
    image: floatTensor(floatsOf(given.image), given.dims),
    heat: floatsOf(given.heat),
  };
});
afterAll(() => runtime.close());

const measureOf = (id: string) =>
  plugin.contributes.find((contribution) => contribution.id === id) as Faithfulness;

describe("numbers equal NumPy's and SciPy's", () => {
  const { sigma, steps, shares } = given;
  const cases = Object.entries(given.measures).flatMap(([id, expected]) =>
    typeof expected === 'number'
      ? [[id, '', expected] as const]
      : Object.entries(expected).map(([substrate, value]) => [id, substrate, value] as const),
  );
  test.each(cases)('%s %s', async (id, substrate, expected) => {
    const options = {
      ...(id === 'deletion' || id === 'insertion' ? { steps } : {}),
      ...(id.startsWith('road') ? { shares, noise: 0, tolerance: 1e-9 } : {}),
      ...(substrate ? { substrate, sigma } : {}),
    };
    const { value } = await ask(measureOf(id), question, options);
    expect(value).toBeCloseTo(expected, 6);
  });
});

describe("linear imputation equals SciPy's sparse solution", () => {
  const { width, height, cases } = fixture<{
    width: number;
    height: number;
    cases: { name: string; values: string; known: string; imputed: string }[];
  }>('imputations');

  test.each(cases)('$name', ({ values, known, imputed }) => {
    const gaps = { width, height, values: Float64Array.from(floatsOf(values)), known: bytesOf(known) };
    const expected = floatsOf(imputed);
    const solved = imputeLinearly(gaps, 1e-10);
    const largest = Math.max(...expected.map((value, i) => Math.abs(value - solved[i])));
    expect(largest).toBeLessThan(1e-6);
  });
});
