import { floatTensor, type Faithfulness } from '@camscope/core';
import plugin from '@camscope/metrics-faithfulness';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, classifierOf, fixture, floatsOf, linearNetwork, type Question } from './support.ts';

interface Peers {
  dims: number[];
  image: string;
  weights: string;
  heat: string;
  measures: Record<string, number>;
  composites: { other: string; adcc: number; arcc: number };
  compactness: { name: string; heat: string; value: number }[];
}
const given = fixture<Peers>('quantus');
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
/** To a relative 10⁻⁶. */
const near = (expected: number) => expect.closeTo(expected, 6 - Math.floor(Math.log10(Math.abs(expected))));

describe('numbers equal those of Quantus 0.6.0', () => {
  test.each([
    ['faithfulness-correlation', { samples: 20, pixels: 40, substrate: 'zero', seed: 3 }],
    ['faithfulness-estimate', { preset: 'quantus', pixels: 8 }],
    ['faithfulness-estimate by pixel', { preset: 'quantus' }],
    ['region-perturbation', { preset: 'quantus', side: 4, score: 'logit' }],
    ['region-perturbation of 5', { side: 4, regions: 5, substrate: 'zero', score: 'logit' }],
    ['irof', { preset: 'quantus', cut: 'grid', side: 4, substrate: 'zero', score: 'logit' }],
  ])('%s', async (name, options) => {
    const { value } = await ask(measureOf(name.split(' ')[0]), question, options);
    expect(value).toEqual(near(given.measures[name]));
  });

  test.each(given.compactness)('mst-c, $name', async ({ heat, value: expected }) => {
    const image = floatTensor(new Float32Array(2000), [1, 40, 50]);
    const { value, passes } = await ask(measureOf('mst-c'), { ...question, image, heat: floatsOf(heat) });
    expect(value).toEqual(near(expected));
    expect(passes).toBe(0);
  });
});

test.each(['adcc', 'arcc'] as const)("%s equals that of grad-cam 1.5.7's parts", async (id) => {
  const options = id === 'arcc' ? { noise: 0, tolerance: 1e-9 } : {};
  const other = floatsOf(given.composites.other);
  const { value } = await ask(measureOf(id), { ...question, other }, options);
  expect(value).toEqual(near(given.composites[id]));
});
