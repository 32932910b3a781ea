import { defineFaithfulness } from '@camscope/core';
import { createRandom } from '@camscope/statistics';
import { z } from 'zod';
import { patchesOf } from './patches.ts';
import { seedOption, shuffle } from './pixel-order.ts';
import { scoreOption } from './scores.ts';
import { correlationOf, heatAndDrops } from './sets-of-pixels.ts';
import { substrateOptions } from './substrate.ts';

/** Correlation between the heat of random sets of n pixels and the drop of the score without them. */
export const sensitivityN = defineFaithfulness({
  id: 'sensitivity-n',
  title: 'Sensitivity-n',
  summary: 'Correlation between the heat of random sets of n pixels and the drop of the score without them.',
  citation: {
    text: 'Ancona, Ceolini, Öztireli, Gross: Towards better understanding of gradient-based attribution methods for deep neural networks, ICLR 2018',
    arxiv: '1711.06104',
  },
  options: z.strictObject({
    shares: z
      .array(z.number().gt(0).lt(1))
      .min(1)
      .default([0.05, 0.2, 0.5])
      .describe('n as shares of the pixels, at least one; the correlation is averaged over them'),
    patch: z
      .int()
      .min(1)
      .default(1)
      .describe(
        'Side in pixels of the squares that are drawn as one; 1 in the paper, which tells little of a map much coarser',
      ),
    subsets: z.int().min(2).default(100).describe('Random sets of pixels for each n'),
    score: scoreOption('logit'),
    ...substrateOptions('zero'),
    seed: seedOption,
  }),
  scoreDirection: 'higher',
  range: [-1, 1],
  async evaluate(input, options) {
    const { shares, subsets } = options;
    const { heat, drops } = await heatAndDrops(input, sets(), options);
    const curve: [number, number][] = [];
    for (const [i, share] of shares.entries()) {
      const own = (values: readonly number[]) => values.slice(i * subsets, (i + 1) * subsets);
      const coefficient = correlationOf({ heat: own(heat), drops: own(drops) });
      if (coefficient === null) return nothing(share);
      curve.push([share, coefficient]);
    }
    return { value: curve.reduce((sum, [, each]) => sum + each, 0) / curve.length, curve };

    function* sets(): Generator<number[]> {
      const random = createRandom(options.seed);
      const patches = patchesOf(input.map, options.patch);
      const order = Uint32Array.from(patches, (_, i) => i);
      for (const share of shares) {
        const n = Math.max(1, Math.round(share * patches.length));
        for (let k = 0; k < subsets; k++) {
          shuffle(order, n, random);
          yield [...order.subarray(0, n)].flatMap((i) => patches[i]);
        }
      }
    }
  },
});

function nothing(share: number) {
  const reason = `All sets of ${100 * share}% of the pixels have the same heat, or lower the score by the same`;
  return { value: null, reason };
}
