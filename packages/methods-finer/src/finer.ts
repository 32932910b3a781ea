import { defineExplainer, type CombinedScore, type Expression } from '@camscope/core';
import {
  abs,
  add,
  channelSum,
  div,
  exp,
  largest,
  less,
  mul,
  smallest,
  sub,
} from '@camscope/onnx/expressions';
import { z } from 'zod';

/** Further away than the logits of two classes are from each other. */
const FAR = 1e30;

/** Finer-CAM: any method of the class's score less that of the classes most like it; arXiv:2501.11309. */
export const finer = defineExplainer({
  id: 'finer',
  title: 'Finer',
  short: 'Fi',
  alsoCalled: [{ name: 'Finer-CAM', by: 'Zhang et al. 2025' }],
  takes: 'one',
  summary: 'What tells the class from those whose scores are nearest to its own, by any method.',
  citation: {
    text: 'Zhang et al., Finer-CAM: Spotting the Difference Reveals Finer Details for Visual Explanation, CVPR 2025',
    arxiv: '2501.11309',
  },
  options: z.strictObject({
    gamma: z.number().nonnegative().default(0.6).describe('How much the other classes count'),
    others: z.int().min(1).default(3).describe('Classes whose scores are nearest'),
    weighting: z
      .enum(['even', 'softmax'])
      .default('even')
      .describe('How these are averaged: evenly, or by their probabilities among all classes'),
  }),
  presets: {
    'torch-cam': { summary: 'The default: γ 0.6, the three nearest classes evenly' },
    'pytorch-grad-cam': {
      summary: 'γ 1, the three nearest classes by their probabilities',
      options: { gamma: 1, others: 3, weighting: 'softmax' },
    },
  },
  combine: ({ gamma, others, weighting }) => ({
    score: weighting === 'even' ? evenly(gamma, others) : byProbability(gamma, others),
  }),
});

/** y_c − γ · mean of y_d. */
function evenly(gamma: number, others: number): CombinedScore {
  return {
    weights({ logits, chosen }) {
      const near = nearest(logits, chosen, others);
      return sub(chosen, mul(gamma, div(near, channelSum(near))));
    },
    value(scores, target, logits) {
      const near = nearestOf(logits, target, others);
      if (near.length === 0) return scores[target];
      return scores[target] - (gamma * near.reduce((sum, c) => sum + scores[c], 0)) / near.length;
    },
  };
}

/** Σ q_d (y_c − γ y_d), q the probabilities of the other classes over their sum: they change with the scores, too. */
function byProbability(gamma: number, others: number): CombinedScore {
  return {
    weights({ logits, chosen }) {
      const near = nearest(logits, chosen, others);
      const power = mul(near, exp(sub(logits, largest(logits, 'channels'))));
      const q = div(power, channelSum(power));
      const mean = channelSum(mul(q, logits));
      return sub(chosen, mul(gamma, mul(q, add(1, sub(logits, mean)))));
    },
    value(scores, target, logits) {
      const near = nearestOf(logits, target, others);
      if (near.length === 0) return scores[target];
      const top = Math.max(...near.map((c) => scores[c]));
      const powers = near.map((c) => Math.exp(scores[c] - top));
      const sum = powers.reduce((a, b) => a + b);
      return near.reduce(
        (total, c, i) => total + (powers[i] / sum) * (scores[target] - gamma * scores[c]),
        0,
      );
    },
  };
}

/** 1 for the classes whose logits are nearest to that of the chosen one, [N,classes,1,1]; those that are equally far all count. */
function nearest(logits: Expression, chosen: Expression, count: number): Expression {
  const distance = abs(sub(logits, channelSum(mul(logits, chosen))));
  let taken = chosen;
  for (let i = 0; i < count; i++) {
    const left = add(distance, mul(taken, FAR));
    const least = smallest(left, 'channels');
    // 1 where nothing left is nearer; of a network with fewer classes, nothing is left.
    const isLeast = mul(sub(1, less(least, left)), less(left, FAR));
    taken = add(taken, isLeast);
  }
  return sub(taken, chosen);
}

function nearestOf(logits: ArrayLike<number>, target: number, count: number): number[] {
  const distance = (c: number) => Math.abs(Math.fround(logits[c] - logits[target]));
  const all = Array.from(logits, (_, c) => c).filter((c) => c !== target);
  const ranks = [...new Set(all.map(distance))].sort((a, b) => a - b).slice(0, count);
  return all.filter((c) => ranks.includes(distance(c)));
}
