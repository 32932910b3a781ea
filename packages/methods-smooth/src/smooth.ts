import { defineExplainer, floatTensor, type FloatTensor } from '@camscope/core';
import { gaussian } from '@camscope/onnx/expressions';
import { z } from 'zod';

/** The mean of a method's maps of noisy copies of the image: what SmoothGrad does to gradients; arXiv:1706.03825. */
export const smooth = defineExplainer({
  id: 'smooth',
  title: 'Smooth',
  short: 'Sm',
  takes: 'one',
  summary: "Averages a method's maps of noisy copies of the image.",
  citation: { text: 'Smilkov et al., SmoothGrad: removing noise by adding noise, 2017', arxiv: '1706.03825' },
  options: z.strictObject({
    samples: z.int().min(1).max(1000).default(8).describe('Noisy copies'),
    sigma: z.number().positive().default(0.15).describe('Standard deviation of the noise'),
    unit: z
      .enum(['range', 'input'])
      .default('range')
      .describe("What `sigma` counts: shares of the image's range, or the network's input"),
    seed: z.int().nonnegative().default(0).describe('Seed of the noise'),
  }),
  combine: ({ samples, sigma, unit, seed }) => ({
    views(image) {
      const draw = gaussian(seed);
      const scale = unit === 'input' ? sigma : sigma * rangeOf(image);
      return Array.from({ length: samples }, () => ({
        image: floatTensor(
          image.data.map((value) => value + draw() * scale),
          image.dims,
        ),
      }));
    },
  }),
});

function rangeOf({ data }: FloatTensor): number {
  const [low, high] = data.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  return high - low;
}
