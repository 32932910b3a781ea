import { defineFaithfulness, floatTensor, type FaithfulnessInput, type FloatTensor } from '@camscope/core';
import { createRandom } from '@camscope/statistics';
import { z } from 'zod';
import { imputeLinearly } from './linear-imputation.ts';
import { hottestFirst, orderOptions } from './pixel-order.ts';
import { rangeOf, scoreOption, scoresOf } from './scores.ts';
import { normalNumbers } from './normal-numbers.ts';

const CITATION = {
  text: 'Rong, Leemann, Borisov, Kasneci, Kasneci: A consistent and efficient evaluation strategy for attribution methods, ICML 2022',
  arxiv: '2202.00449',
};
const shares = z
  .array(z.number().gt(0).lt(1))
  .min(1)
  .default([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
  .describe('Shares of the pixels that are removed, one image each; the score is averaged over them');
const options = z.strictObject({
  shares,
  score: scoreOption('probability'),
  noise: z
    .number()
    .min(0)
    .default(0.01)
    .describe("Standard deviation of what is added to imputed pixels, in units of the network's input"),
  tolerance: z
    .number()
    .gt(0)
    .max(0.01)
    .default(1e-5)
    .describe("Residual at which solving for imputed pixels stops, over the span of their channel's values"),
  ...orderOptions,
});
type RoadOptions = z.output<typeof options>;

/** Half of what removing the coldest pixels leaves more of the score than removing the hottest ones. */
export const road = defineFaithfulness({
  id: 'road',
  title: 'ROAD',
  summary:
    'Half the score without the coldest pixels less that without the hottest, which are imputed from their neighbours.',
  citation: CITATION,
  options,
  scoreDirection: 'higher',
  range: [-0.5, 0.5],
  rangeOf,
  async evaluate(input, chosen) {
    const most = await scoresWithout(input, chosen, 'hottest');
    const least = await scoresWithout(input, chosen, 'coldest');
    return averaged(
      chosen.shares,
      least.map((score, i) => (score - most[i]) / 2),
    );
  },
});

/** The score without the hottest pixels (MoRF). */
export const roadMorf = defineFaithfulness({
  id: 'road-morf',
  title: 'ROAD, most relevant first',
  summary: 'The score without the hottest pixels, which are imputed from their neighbours.',
  citation: CITATION,
  options,
  scoreDirection: 'lower',
  range: [0, 1],
  rangeOf,
  evaluate: async (input, chosen) => averaged(chosen.shares, await scoresWithout(input, chosen, 'hottest')),
});

/** The score without the coldest pixels (LeRF). */
export const roadLerf = defineFaithfulness({
  id: 'road-lerf',
  title: 'ROAD, least relevant first',
  summary: 'The score without the coldest pixels, which are imputed from their neighbours.',
  citation: CITATION,
  options,
  scoreDirection: 'higher',
  range: [0, 1],
  rangeOf,
  evaluate: async (input, chosen) => averaged(chosen.shares, await scoresWithout(input, chosen, 'coldest')),
});

function averaged(shares: readonly number[], scores: readonly number[]) {
  const value = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return { value, curve: scores.map((score, i) => [shares[i], score] as const) };
}

function scoresWithout(
  input: FaithfulnessInput,
  { score, ...chosen }: RoadOptions,
  which: 'hottest' | 'coldest',
): Promise<number[]> {
  const order = hottestFirst(input.map, chosen);
  if (which === 'coldest') order.reverse();
  return scoresOf(input, imagesWithout(input.image, order, chosen), score);
}

function* imagesWithout(
  image: FloatTensor,
  order: Uint32Array,
  { shares, noise, tolerance, seed }: Pick<RoadOptions, 'shares' | 'noise' | 'tolerance' | 'seed'>,
): Generator<FloatTensor> {
  for (const share of shares) {
    const known = new Uint8Array(order.length).fill(1);
    for (const pixel of order.subarray(0, Math.min(order.length - 1, Math.round(share * order.length)))) {
      known[pixel] = 0;
    }
    yield imputed(image, known, noise, tolerance, normalNumbers(createRandom(seed)));
  }
}

/** Noisy linear imputation: unknown pixels become the weighted means of their neighbours, with noise. */
function imputed(
  image: FloatTensor,
  known: Uint8Array,
  noise: number,
  tolerance: number,
  next: () => number,
): FloatTensor {
  const [channels, height, width] = image.dims;
  const data = new Float32Array(image.data.length);
  for (let c = 0; c < channels; c++) {
    const values = Float64Array.from(image.data.subarray(c * known.length, (c + 1) * known.length));
    const solved = imputeLinearly({ width, height, values, known }, tolerance);
    for (let i = 0; i < known.length; i++) {
      data[c * known.length + i] = known[i] ? values[i] : solved[i] + noise * next();
    }
  }
  return floatTensor(data, image.dims);
}
