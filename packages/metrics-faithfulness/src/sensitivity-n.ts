import { defineFaithfulness, type FloatTensor } from '@camscope/core';
import { createRandom, pearson } from '@camscope/statistics';
import type { Size } from '@camscope/pixels';
import { z } from 'zod';
import { withPixels } from './changed-images.ts';
import { seedOption, shuffle } from './pixel-order.ts';
import { scoreOption, scoresOf } from './scores.ts';
import { substrateOf, substrateOptions } from './substrate.ts';

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
    const { image, map } = input;
    const { shares, subsets } = options;
    const heat: number[] = [];
    const [whole, ...scores] = await scoresOf(input, changed(), options.score);
    const drops = scores.map((score) => whole - score);
    const curve: [number, number][] = [];
    for (const [i, share] of shares.entries()) {
      const own = (values: number[]) => values.slice(i * subsets, (i + 1) * subsets);
      const { coefficient } = pearson(own(heat), own(drops));
      if (coefficient === null) return nothing(share);
      curve.push([share, coefficient]);
    }
    return { value: curve.reduce((sum, [, each]) => sum + each, 0) / curve.length, curve };

    function* changed(): Generator<FloatTensor> {
      yield image;
      const substrate = substrateOf(image, options);
      const random = createRandom(options.seed);
      const patches = patchesOf(map, options.patch);
      const order = Uint32Array.from(patches, (_, i) => i);
      for (const share of shares) {
        const n = Math.max(1, Math.round(share * patches.length));
        for (let k = 0; k < subsets; k++) {
          shuffle(order, n, random);
          const chosen = [...order.subarray(0, n)].flatMap((i) => patches[i]);
          heat.push(chosen.reduce((sum, pixel) => sum + map.data[pixel], 0));
          yield withPixels(image, substrate, chosen);
        }
      }
    }
  },
});

/** The pixels of each square of a grid, those at the right and the bottom cut off by the border. */
function patchesOf({ width, height }: Size, side: number): number[][] {
  const across = Math.ceil(width / side);
  const patches = Array.from({ length: across * Math.ceil(height / side) }, (): number[] => []);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    patches[Math.floor(y / side) * across + Math.floor(x / side)].push(i);
  }
  return patches;
}

function nothing(share: number) {
  const reason = `All sets of ${100 * share}% of the pixels have the same heat, or lower the score by the same`;
  return { value: null, reason };
}
