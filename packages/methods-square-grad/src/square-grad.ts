import { defineExplainer, noiseOptions } from '@camscope/core';
import { average, gaussianNoise, gradient, mul } from '@camscope/onnx/expressions';
import { z } from 'zod';

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
  options: z.strictObject(noiseOptions),
  presets: {
    captum: {
      summary: "Five copies under noise of 1 in the network's input",
      options: { samples: 5, sigma: 1, unit: 'input' },
    },
    saliency: { summary: "The default: 25 copies, noise of 0.15 of the image's range" },
  },
  map: ({ image, score }, { samples, sigma, unit, seed }) => {
    const g = gradient(score, image); // [N,C,H,W]
    return average(gaussianNoise(sigma, samples, seed, { of: unit }), mul(g, g));
  },
});
