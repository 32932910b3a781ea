import { defineExplainer, noiseOptions } from '@camscope/core';
import { z } from 'zod';
import { noisyCopies } from './noisy-copies.ts';

/** The mean of a method's maps of noisy copies of the image: what SmoothGrad does to gradients; arXiv:1706.03825. */
export const smooth = defineExplainer({
  id: 'smooth',
  title: 'Smooth',
  short: 'Sm',
  takes: 'one',
  summary: "Averages a method's maps of noisy copies of the image.",
  citation: { text: 'Smilkov et al., SmoothGrad: removing noise by adding noise, 2017', arxiv: '1706.03825' },
  options: z.strictObject({
    ...noiseOptions,
    samples: noiseOptions.samples.default(8),
    last: z
      .enum(['noisy', 'image'])
      .default('noisy')
      .describe('What the last copy is: noisy like the others, or the image as it is'),
  }),
  presets: {
    quantus: {
      summary: 'Fifty copies, the last of them without noise: maps that the smooth MPRT compares',
      options: { samples: 50, sigma: 0.1, last: 'image' },
    },
  },
  combine: ({ last, samples, ...noise }) => ({
    views(image) {
      const copies = noisyCopies(image, { ...noise, samples: last === 'image' ? samples - 1 : samples });
      return [...copies, ...(last === 'image' ? [image] : [])].map((copy) => ({ image: copy }));
    },
  }),
});
