import { defineExplainer, type Expression } from '@camscope/core';
import {
  abs,
  add,
  channelSum,
  div,
  gradient,
  largest,
  mul,
  smallest,
  sub,
  upsample,
  type Axis,
} from '@camscope/onnx/expressions';
import { z } from 'zod';

/**
 * FullGrad: what the input and each bias give to the score, by their sizes. `L = Up(ψ(∇x ∘ x)) + Σ_l Up(ψ(b_l ∘ ∂S/∂z_l))`, where ψ
 * brings sizes to [0, 1] and adds up channels; arXiv:1905.00780.
 */
export const fullGrad = defineExplainer({
  id: 'full-grad',
  title: 'FullGrad',
  short: 'FG',
  summary:
    'Adds to input times gradient, of every layer with a bias, bias times gradient. It looks at all layers at once.',
  citation: {
    text: 'Srinivas and Fleuret, Full-Gradient Representation for Neural Network Visualization, NeurIPS 2019',
    arxiv: '1905.00780',
  },
  options: z.strictObject({
    scale: z
      .enum(['layer', 'channel'])
      .default('layer')
      .describe('What is brought to [0, 1] before it is added up: the maps of a layer together, or each map'),
    upsample: z
      .enum(['bilinear', 'bilinear-align-corners'])
      .default('bilinear')
      .describe('Kernel by which the maps of a layer become as large as the image'),
    epsilon: z
      .number()
      .nonnegative()
      .default(0)
      .describe('Added to max − min where maps are brought to [0, 1]'),
  }),
  presets: {
    authors: {
      summary: 'Maps of a layer together; aligned corners',
      options: { scale: 'layer', upsample: 'bilinear-align-corners', epsilon: 1e-6 },
    },
    'pytorch-grad-cam': {
      summary: 'Each map; bilinear with half-pixel centres',
      options: { scale: 'channel', upsample: 'bilinear', epsilon: 1e-7 },
    },
  },
  layers: 'together',
  map: ({ image, score, biases }, { scale, upsample: kernel, epsilon }) => {
    const axes: [Axis, ...Axis[]] = scale === 'layer' ? ['channels', 'height', 'width'] : ['height', 'width'];
    const unit = (x: Expression) => {
      const low = smallest(x, ...axes);
      return div(sub(x, low), add(sub(largest(x, ...axes), low), epsilon));
    };
    const gains = [
      mul(gradient(score, image), image),
      ...biases.map(({ bias, output }) => mul(bias, gradient(score, output))),
    ];
    return gains.map((gain) => upsample(channelSum(unit(abs(gain))), image, kernel)).reduce(add);
  },
});
