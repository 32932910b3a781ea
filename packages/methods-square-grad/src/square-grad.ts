import { defineExplainer } from '@camscope/core';
import { smoothGrad } from '@camscope/methods-smooth-grad';

/** SmoothGrad²: the mean of the score's squared gradient over noisy copies of the image; arXiv:1806.10758. */
export const squareGrad = defineExplainer({
  id: 'square-grad',
  title: 'SmoothGrad²',
  short: 'SG²',
  alsoCalled: [{ name: 'SmoothGrad-Squared', by: 'Hooker et al. 2019' }],
  gives: 'attribution',
  summary: 'Averages the squared gradient over noisy copies of the image: what matters, for or against.',
  citation: {
    text: 'Hooker et al., A Benchmark for Interpretability Methods in Deep Neural Networks, NeurIPS 2019',
    arxiv: '1806.10758',
  },
  options: smoothGrad.options.omit({ square: true }),
  presets: smoothGrad.presets,
  map: (context, options) => smoothGrad.map!(context, { ...options, square: true }),
});
