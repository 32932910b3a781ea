import { defineExplainer, floatTensor, type FloatTensor } from '@camscope/core';
import { noisyCopies } from '@camscope/methods-smooth';
import { options, type Options } from './options.ts';
import { MeanPowers } from './powers.ts';

/** Noisy copies that are asked for at a time: what the layer gives on them is held meanwhile. */
const TOGETHER = 8;

/**
 * Smooth Grad-CAM++: with G_p the mean of g^p over noisy copies of the image, `α = G_2 / (2·G_2 + G_3·Σ_ab A_ab)`, 0 where the denominator
 * is 0; `w_k = Σ_ij α·ReLU(G_1)`; `L = Σ_k w_k A^k`; arXiv:1908.01224.
 */
export const smoothGradCamPlusPlus = defineExplainer({
  id: 'smooth-grad-cam-plus-plus',
  title: 'Smooth Grad-CAM++',
  short: 'SG++',
  summary: "Grad-CAM++ with the means of the gradient's powers over noisy copies of the image.",
  citation: {
    text: 'Omeiza et al., Smooth Grad-CAM++: An Enhanced Inference Level Visualization Technique for Deep Convolutional Neural Network Models, 2019',
    arxiv: '1908.01224',
  },
  options,
  presets: {
    paper: {
      summary: 'The mean of g, not of g², above the line of α, as it is printed',
      options: { numerator: 'first' },
    },
    'torch-cam': {
      summary:
        'Four copies under noise of 0.3 in the network’s input; the maps and the gradient of the last of them',
      options: {
        ...{ samples: 4, sigma: 0.3, unit: 'input' },
        ...{ denominator: 'products', maps: 'last-copy', epsilon: 1e-8 },
      },
      map: { upsample: 'bilinear', rectify: 'raw', normalise: 'min-max' },
    },
  },
  finish: () => ({ rectify: 'raw' }),
  host: async ({ image, activations, ask }, options) => {
    const powers = new MeanPowers(activations.data.length);
    const copies = noisyCopies(image, options);
    let last = { activations, gradients: activations };
    for (let at = 0; at < copies.length; at += TOGETHER)
      for (const answer of await ask(copies.slice(at, at + TOGETHER))) {
        powers.add(answer.gradients.data);
        last = answer;
      }
    const [first, second, third] = powers.means;
    const alpha = alphas({ first, second, third }, activations, options);
    const [maps, g] =
      options.maps === 'image' ? [activations, first] : [last.activations, last.gradients.data];
    return weighted(maps, (i) => alpha[i] * Math.max(0, g[i]));
  },
});

/** α of every place of [K,h,w]. */
function alphas(
  { first, second, third }: Readonly<Record<'first' | 'second' | 'third', Float64Array>>,
  { data, dims: [channels] }: FloatTensor,
  { numerator, denominator, epsilon }: Options,
): Float64Array {
  const size = data.length / channels;
  const over = numerator === 'second' ? second : first;
  const alpha = new Float64Array(data.length);
  for (let k = 0; k < channels; k++) {
    const [start, end] = [k * size, (k + 1) * size];
    let [sum, products] = [0, 0];
    for (let i = start; i < end; i++) {
      sum += data[i];
      products += third[i] * data[i];
    }
    for (let i = start; i < end; i++) {
      const under = 2 * second[i] + (denominator === 'sum' ? third[i] * sum : products) + epsilon;
      alpha[i] = under === 0 ? 0 : over[i] / under;
    }
  }
  return alpha;
}

/** Σ_k w_k A^k, [1,h,w], where w_k is the sum over the channel's places. */
function weighted({ data, dims: [channels, height, width] }: FloatTensor, weightAt: (i: number) => number) {
  const size = height * width;
  const map = new Float64Array(size);
  for (let k = 0; k < channels; k++) {
    let weight = 0;
    for (let i = k * size; i < (k + 1) * size; i++) weight += weightAt(i);
    for (let i = 0; i < size; i++) map[i] += weight * data[k * size + i];
  }
  return floatTensor(Float32Array.from(map), [1, height, width]);
}
