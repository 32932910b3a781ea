import { defineExplainer } from '@camscope/core';
import { scoreCam, throughMaps } from '@camscope/methods-score-cam';
import { z } from 'zod';

/**
 * Faster Score-CAM: Score-CAM with the `maxN` maps that vary most over places, and none of the others.
 * Source: github.com/tabayashi0117/Score-CAM.
 */
export const fasterScoreCam = defineExplainer({
  id: 'faster-score-cam',
  title: 'Faster Score-CAM',
  short: 'FSC',
  summary: 'Score-CAM with only the maps of the target layer that vary most.',
  citation: {
    text: 'tabayashi0117, Faster Score-CAM, 2020',
    url: 'https://github.com/tabayashi0117/Score-CAM',
  },
  options: scoreCam.options.extend({
    maxN: z
      .int()
      .min(1)
      .default(10)
      .describe('Maps of largest standard deviation that are taken; the lowest index first among equals'),
  }),
  presets: {
    authors: {
      summary:
        'Softmax of probabilities; maps divided by max − min for masks; low-resolution maps, ReLU, then enlarged',
      options: {
        scoreSpace: 'softmax-of-probabilities',
        baseline: 'none',
        channelNorm: 'none',
        maskNorm: 'span',
        epsilon: 0,
        maskOrder: 'after',
        upsample: 'bilinear',
        constant: 'take',
        mapFrom: 'raw',
      },
      map: { upsample: 'bilinear', rectify: 'raw', normalise: 'max' },
    },
    'tf-keras-vis': scoreCam.presets!['tf-keras-vis'],
  },
  finish: ({ maxN: _, ...options }) => scoreCam.finish!(options),
  perturb: (context, { maxN, ...options }) => throughMaps(context, options, maxN),
});
