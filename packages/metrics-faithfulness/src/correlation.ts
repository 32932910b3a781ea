import { defineFaithfulness, type Measurement } from '@camscope/core';
import { createRandom } from '@camscope/statistics';
import { z } from 'zod';
import { hottestFirst, orderOptions, seedOption, shuffle } from './pixel-order.ts';
import { scoreOption } from './scores.ts';
import { correlationOf, heatAndDrops } from './sets-of-pixels.ts';
import { substrateOptions } from './substrate.ts';

const NOTHING: Measurement = {
  value: null,
  reason: 'All sets of pixels have the same heat, or lower the score by the same',
};

/** Correlation between the heat of random sets of as many pixels and the drop of the score without them. */
export const faithfulnessCorrelation = defineFaithfulness({
  id: 'faithfulness-correlation',
  title: 'Faithfulness correlation',
  summary: 'Correlation between the heat of random sets of pixels and the drop of the score without them.',
  citation: {
    text: 'Bhatt, Weller, Moura: Evaluating and aggregating feature-based model explanations, IJCAI 2020',
    doi: '10.24963/ijcai.2020/417',
  },
  options: z.strictObject({
    pixels: z.int().min(1).default(224).describe('Pixels in a set, fewer than the image has'),
    samples: z.int().min(2).default(100).describe('Random sets'),
    score: scoreOption('logit'),
    ...substrateOptions('mean'),
    seed: seedOption,
  }),
  presets: { quantus: { summary: 'As Quantus does', options: { substrate: 'lowest' } } },
  scoreDirection: 'higher',
  range: [-1, 1],
  async evaluate(input, options) {
    const order = Uint32Array.from(input.map.data, (_, i) => i);
    const { pixels, samples } = options;
    if (pixels >= order.length)
      return { value: null, reason: `The image has ${order.length} pixels, no more than a set of ${pixels}` };
    const coefficient = correlationOf(await heatAndDrops(input, sets(), options));
    return coefficient === null ? NOTHING : { value: coefficient };

    function* sets(): Generator<Uint32Array> {
      const random = createRandom(options.seed);
      for (let k = 0; k < samples; k++) {
        shuffle(order, pixels, random);
        yield order.subarray(0, pixels);
      }
    }
  },
});

/** Correlation between the heat of groups of pixels, from the hottest to the coldest, and the drop of the score without each. */
export const faithfulnessEstimate = defineFaithfulness({
  id: 'faithfulness-estimate',
  title: 'Faithfulness estimate',
  summary:
    'Correlation between the heat of groups of pixels, from the hottest to the coldest, and the drop of the score without each.',
  citation: {
    text: 'Alvarez-Melis, Jaakkola: Towards robust interpretability with self-explaining neural networks, NeurIPS 2018',
    arxiv: '1806.07538',
  },
  options: z.strictObject({
    pixels: z
      .int()
      .min(1)
      .default(224)
      .describe('Pixels in a group, the last of which may have fewer: a forward pass for each group'),
    score: scoreOption('logit'),
    ...substrateOptions('zero'),
    ...orderOptions,
  }),
  presets: {
    quantus: { summary: 'As Quantus does: pixel by pixel', options: { pixels: 1, substrate: 'lowest' } },
  },
  scoreDirection: 'higher',
  range: [-1, 1],
  async evaluate(input, options) {
    const { pixels } = options;
    const order = hottestFirst(input.map, options);
    const coefficient = correlationOf(await heatAndDrops(input, groups(), options));
    return coefficient === null ? NOTHING : { value: coefficient };

    function* groups(): Generator<Uint32Array> {
      for (let from = 0; from < order.length; from += pixels) yield order.subarray(from, from + pixels);
    }
  },
});
