import type { Preset } from '@camscope/core';
import type { z } from 'zod';
import type { options } from './options.ts';

/** What a preset says of the options; the compiler holds it to them. */
const preset = (summary: string, own: z.input<typeof options>, map: Preset['map']): Preset => ({
  summary,
  options: own,
  map,
});

const torchCam = {
  scoreSpace: 'logit',
  baseline: 'image',
  channelNorm: 'softmax',
  epsilon: 1e-8,
  maskOrder: 'before',
  upsample: 'bilinear',
  constant: 'take',
  mapFrom: 'raw',
} as const;

/** As well-known implementations do it, all of whose options are said. */
export const presets = {
  authors: preset(
    'Softmax; no baseline; constant maps skipped; enlarged maps added up, then ReLU',
    {
      scoreSpace: 'softmax',
      baseline: 'none',
      channelNorm: 'none',
      epsilon: 0,
      maskOrder: 'after',
      upsample: 'bilinear',
      constant: 'skip',
      mapFrom: 'upsampled',
    },
    { upsample: 'bilinear', rectify: 'upsampled', normalise: 'min-max' },
  ),
  'pytorch-grad-cam': preset(
    'Logit; softmax over maps; masks enlarged with aligned corners; low-resolution maps, ReLU, then enlarged',
    {
      scoreSpace: 'logit',
      baseline: 'none',
      channelNorm: 'softmax',
      epsilon: 1e-8,
      maskOrder: 'after',
      upsample: 'bilinear-align-corners',
      constant: 'take',
      mapFrom: 'raw',
    },
    { upsample: 'bilinear', rectify: 'raw', normalise: 'min-max' },
  ),
  'torch-cam': preset(
    'Logit less that of the image; softmax over maps; masks brought to [0, 1] before they are enlarged; low-resolution maps',
    torchCam,
    { upsample: 'bilinear', rectify: 'raw', normalise: 'min-max' },
  ),
  'ss-cam': preset(
    'SS-CAM (arXiv:2006.14255) as torchcam has it: the mean over 35 noisy masks of each map',
    { ...torchCam, repeat: 'noise', samples: 35, noise: 2 },
    { upsample: 'bilinear', rectify: 'raw', normalise: 'min-max' },
  ),
  'is-cam': preset(
    'IS-CAM (arXiv:2010.03023) as torchcam has it: the mean over ten masks of each map, more and more of it',
    { ...torchCam, repeat: 'scale', samples: 10 },
    { upsample: 'bilinear', rectify: 'raw', normalise: 'min-max' },
  ),
  'tf-keras-vis': preset(
    'Softmax of probabilities; aligned corners; low-resolution maps, ReLU, then enlarged',
    {
      scoreSpace: 'softmax-of-probabilities',
      baseline: 'none',
      channelNorm: 'none',
      epsilon: 1e-7,
      maskOrder: 'after',
      upsample: 'bilinear-align-corners',
      constant: 'take',
      mapFrom: 'raw',
    },
    { upsample: 'bilinear-align-corners', rectify: 'raw', normalise: 'min-max' },
  ),
};
