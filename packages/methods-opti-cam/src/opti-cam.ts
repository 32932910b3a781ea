import { defineExplainer, floatTensor, type Expression } from '@camscope/core';
import {
  div,
  exp,
  gaussian,
  gradient,
  largest,
  relu,
  sigmoid,
  stop,
  sub,
  sum,
} from '@camscope/onnx/expressions';
import { adam } from './adam.ts';
import { maskOf, mixed } from './mask-of.ts';
import { options, type Options } from './options.ts';

/**
 * Opti-CAM: the weights of the target layer's maps under which the image, seen through their sum alone, keeps its score. They are softmax(u),
 * and u follows the score's gradient. `L = Σ_k softmax(u)_k ReLU(A^k)`; arXiv:2301.07002.
 */
export const optiCam = defineExplainer({
  id: 'opti-cam',
  title: 'Opti-CAM',
  short: 'OC',
  summary:
    "Seeks the weights of the target layer's maps under which the image, masked by their sum, scores highest: a pass a step.",
  citation: {
    text: 'Zhang et al., Opti-CAM: Optimizing saliency maps for interpretability, Computer Vision and Image Understanding, 2024',
    arxiv: '2301.07002',
  },
  options,
  presets: { authors: { summary: 'The default: 50 steps at 0.1; ReLU of maps', map: { rectify: 'raw' } } },
  finish: () => ({ rectify: 'raw' }),
  fetch: ({ image, activations, logits, score }, { scoreSpace }) => {
    const value = SPACES[scoreSpace](score, logits);
    return { maps: relu(activations), value, slope: gradient(value, image) };
  },
  host: async ({ image, maps, value: whole, ask }, options) => {
    const { objective, steps, rate, checks, spread, seed } = options;
    const seenThrough = maskOf(maps, image, options.upsample);
    const normal = gaussian(seed);
    const u = Float64Array.from({ length: maps.dims[0] }, () => spread * normal());
    const ascend = adam(u, rate);
    const every = Math.max(1, Math.floor(steps / checks));
    let before = -Infinity;
    for (let step = 0; step < steps; step++) {
      const masked = seenThrough(u);
      const [{ value, slope }] = await ask([masked.image]);
      const gain = value.data[0] - whole.data[0];
      const aim = objective === 'high' ? gain : -Math.abs(gain);
      if (step % every === 0) {
        if (aim < before) break;
        before = aim;
      }
      const upwards = objective === 'high' ? 1 : -Math.sign(gain);
      ascend(masked.gradient(slope.data).map((g) => upwards * g));
    }
    return floatTensor(Float32Array.from(mixed(maps, u)), [1, ...maps.dims.slice(1)]);
  },
});

/** What is to be high, of the explained class and of all. */
const SPACES: Record<Options['scoreSpace'], (score: Expression, logits: Expression) => Expression> = {
  logit: (score) => score,
  sigmoid: (score) => sigmoid(score),
  softmax: (score, logits) => {
    const top = stop(largest(logits, 'channels'));
    return div(exp(sub(score, top)), sum(exp(sub(logits, top)), 'channels'));
  },
};
