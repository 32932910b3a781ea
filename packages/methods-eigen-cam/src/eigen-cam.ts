import { defineExplainer } from '@camscope/core';
import { firstComponent } from './first-component.ts';
import { options } from './options.ts';

/**
 * Eigen-CAM: the target layer's activations, [h·w,K], projected on their first right singular vector. `L = A v_1`;
 * arXiv:2008.00299.
 */
export const eigenCam = defineExplainer({
  id: 'eigen-cam',
  title: 'Eigen-CAM',
  short: 'EC',
  summary:
    'The first principal component of the target layer. It needs no gradient, and does not depend on the class.',
  citation: {
    text: 'Muhammad and Yeasin, Eigen-CAM: Class Activation Map using Principal Components, IJCNN 2020',
    doi: '10.1109/IJCNN48605.2020.9206626',
    arxiv: '2008.00299',
  },
  options,
  finish: () => ({ rectify: 'raw' }),
  map: ({ activations }, options) => firstComponent(activations, options),
});
