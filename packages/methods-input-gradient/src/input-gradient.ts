import { defineExplainer } from '@camscope/core';
import { gradient, mul } from '@camscope/onnx/expressions';
import { z } from 'zod';

/** The score's gradient to the image, as it is or times the image. */
export const inputGradient = defineExplainer({
  id: 'input-gradient',
  title: 'Input gradient',
  short: 'Grad',
  gives: 'attribution',
  summary: 'How the score changes with each pixel: the plain gradient, on which the others build.',
  citation: {
    text: 'Simonyan et al., Deep Inside Convolutional Networks: Visualising Image Classification Models and Saliency Maps, 2013',
    arxiv: '1312.6034',
  },
  options: z.strictObject({
    times: z
      .enum(['nothing', 'image'])
      .default('nothing')
      .describe('What the gradient is multiplied by: nothing, or the image (gradient × input)'),
  }),
  map: ({ image, score }, { times }) => {
    const g = gradient(score, image); // [N,C,H,W]
    return times === 'image' ? mul(g, image) : g;
  },
});
