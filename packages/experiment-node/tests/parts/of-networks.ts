import {
  defineClassificationMetric,
  defineFaithfulness,
  type Faith,
  type FaithfulnessInput,
  type Predictions,
} from '@camscope/core';
import { z } from 'zod';
import { mean } from './mean.ts';

const classification = { scoreDirection: 'higher', range: [0, 1] } as const;

/** How far the positive cases' mean probability lies above the negative ones'. */
const separation = defineClassificationMetric({
  ...classification,
  id: 'separation',
  title: 'Separation',
  options: z.strictObject({ throws: z.boolean().default(false) }),
  measure: ({ truths, probabilities }, { throws }) => {
    const of = (truth: number) => [...probabilities].filter((_, i) => truths[i] === truth);
    const [negative, positive] = [of(0), of(1)];
    if (positive.length > 0 && negative.length > 0) return { value: mean(positive) - mean(negative) };
    if (throws) throw new Error('one class alone');
    return { value: null, reason: 'one class alone' };
  },
});

/** The share of positive cases, with an interval of the level's width. */
const prevalence = defineClassificationMetric({
  ...classification,
  id: 'prevalence',
  title: 'Prevalence',
  measure: ({ truths }) => ({ value: mean([...truths]) }),
  interval: ({ truths }: Predictions, level) => [
    mean([...truths]) - level / 2,
    mean([...truths]) + level / 2,
  ],
});

/** How much probability is lost with what the map shows. */
const loss = defineFaithfulness({
  id: 'loss',
  title: 'Loss',
  scoreDirection: 'higher',
  range: [-1, 1],
  options: z.strictObject({
    mood: z.enum(['good', 'broken', 'sudden', 'infinite', 'none']).default('good'),
  }),
  evaluate: (input, { mood }) => {
    // Before there is a promise.
    if (mood === 'sudden') throw new Error('sudden');
    if (mood === 'broken') return Promise.reject(new Error('broken test'));
    if (mood === 'infinite') return Promise.resolve({ value: Infinity });
    return mood === 'none' ? Promise.resolve({ value: null, reason: 'nothing to lose' }) : lossOf(input);
  },
});

async function lossOf({ image, map, forward, probability }: FaithfulnessInput): Promise<Faith> {
  const without = { ...image, data: image.data.map((value, i) => value * (1 - map.data[i])) };
  const [before, after] = (await forward([image, without])).map(probability);
  return {
    value: before - after,
    curve: [
      [0, before],
      [1, after],
    ],
  };
}

/** The heat of the map at half the light, and what its representation is, added up; less 100 where a map is not found again. */
const dimmed = defineFaithfulness({
  id: 'dimmed',
  title: 'Dimmed',
  scoreDirection: 'none',
  range: [-100, Infinity],
  asks: ['maps', 'representations'],
  evaluate: async ({ image, map, explain, represent }) => {
    const half = { ...image, data: image.data.map((value) => value / 2) };
    const [[again, other], [layers]] = await Promise.all([explain!([image, half]), represent!([half])]);
    const sums = [other.data, layers].map((data) => data.reduce((sum, value) => sum + Math.abs(value), 0));
    const isSame = map.data.every((heat, i) => heat === again.data[i]);
    return { value: sums[0] + sums[1] - (isSame ? 0 : 100) };
  },
});

export const measuresOfNetworks = [separation, prevalence, loss, dimmed] as const;
