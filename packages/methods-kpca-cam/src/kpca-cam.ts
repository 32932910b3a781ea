import { defineExplainer, type Expression } from '@camscope/core';
import { signOption, squaringsOption, turned } from '@camscope/methods-eigen-cam';
import {
  add,
  div,
  flattened,
  identity,
  less,
  mapsLike,
  matmul,
  mean,
  mul,
  principal,
  relu,
  slice,
  sqrt,
  sub,
  sum,
  tanh,
  transposed,
} from '@camscope/onnx/expressions';
import { z } from 'zod';

/**
 * KPCA-CAM: the first component of the target layer's places under a sigmoid kernel. `κ(a, b) = tanh(γ a·b + 1)`,
 * `L = √λ_1 u_1` of the centred κ; arXiv:2410.00267.
 */
export const kpcaCam = defineExplainer({
  id: 'kpca-cam',
  title: 'KPCA-CAM',
  short: 'KC',
  summary: 'Eigen-CAM with kernel PCA in place of PCA. It does not depend on the class.',
  citation: {
    text: 'Karmani et al., KPCA-CAM: Visual Explainability of Deep Computer Vision Models using Kernel PCA, MMSP 2024',
    arxiv: '2410.00267',
  },
  options: z.strictObject({
    gamma: z
      .union([z.literal('auto'), z.number().positive()])
      .default('auto')
      .describe('γ of the kernel; auto: 1 over the number of channels'),
    squarings: squaringsOption(12),
    sign: signOption('extreme'),
  }),
  presets: {
    'pytorch-grad-cam': { summary: 'The default; ReLU', map: { upsample: 'bilinear', rectify: 'raw' } },
  },
  finish: () => ({ rectify: 'raw' }),
  map: ({ activations }, { gamma, squarings, sign }) => {
    const matrix = flattened(activations); // [N,1,K,hw]
    const places = sub(matrix, mean(matrix, 'width'));
    const scale = gamma === 'auto' ? div(1, channelsOf(matrix)) : gamma;
    const kernel = tanh(add(mul(scale, matmul(transposed(places), places)), 1)); // [N,1,hw,hw]
    const centred = centredKernel(kernel);
    // The kernel has negative eigenvalues too, none larger than its norm: raised by that, the first is the largest.
    const norm = sqrt(sum(mul(centred, centred), 'height', 'width'));
    const first = principal(add(centred, mul(norm, identity(centred))), squarings); // [N,1,1,hw]
    const unit = div(first, sqrt(sum(mul(first, first), 'width')));
    const eigenvalue = sum(mul(matmul(unit, centred), unit), 'width');
    return turned(mapsLike(mul(sqrt(relu(eigenvalue)), unit), activations), activations, sign);
  },
});

function centredKernel(kernel: Expression): Expression {
  const means = add(mean(kernel, 'height'), mean(kernel, 'width'));
  return sub(kernel, sub(means, mean(kernel, 'height', 'width')));
}

/** The number of rows of a matrix with a row for each channel. */
function channelsOf(matrix: Expression): Expression {
  const column = slice(matrix, 'width', 0, 1);
  return sum(sub(1, less(column, column)), 'height');
}
