import { defineExplainer } from '@camscope/core';
import { average, blurs, direction, gradient, mul } from '@camscope/onnx/expressions';
import { z } from 'zod';

/** Blur Integrated Gradients: the gradient along the way from a blurred image to the image; arXiv:2004.03383. */
export const blurIg = defineExplainer({
  id: 'blur-ig',
  title: 'Blur Integrated Gradients',
  short: 'BIG',
  gives: 'attribution',
  summary:
    'Integrated Gradients along a path that takes the blur off the image, which needs no plain image to start from.',
  citation: {
    text: 'Xu et al., Attribution in Scale and Space, CVPR 2020',
    doi: '10.1109/CVPR42600.2020.00970',
    arxiv: '2004.03383',
  },
  options: z.strictObject({
    steps: z.int().min(1).max(1000).default(32).describe('Parts of the way'),
    sigma: z
      .number()
      .positive()
      .default(50)
      .describe("Standard deviation of the largest blur, in pixels of the network's input"),
  }),
  map: ({ image, score }, { steps, sigma }) =>
    average(blurs(sigma, steps), mul(direction, gradient(score, image))),
});
