import type { ContributionKind, Precision } from '@camscope/core';
import type { MapOptions } from '@camscope/pipeline';
import type { Aggregation, DeviceName } from '@camscope/onnx';
import type { ColourMapName } from '@camscope/pixels';

// Plain data, so that help loads no library. Each list is held to its type: a name too many or too few does not compile.

export const aggregations = namesOf<Aggregation>({ mean: 0, max: 0 });

export const precisions = namesOf<Precision>({ exact: 0, tf32: 0 });

export const channelReductions = namesOf<MapOptions['reduce']>({ 'max-abs': 0, mean: 0, sum: 0 });

export const upsampleKernels = namesOf<MapOptions['upsample']>({
  bilinear: 0,
  'bilinear-align-corners': 0,
  bicubic: 0,
  'bicubic-tensorflow': 0,
  nearest: 0,
});

export const rectifications = namesOf<MapOptions['rectify']>({ none: 0, raw: 0, upsampled: 0 });

export const normalisations = namesOf<MapOptions['normalise']>({ 'min-max': 0, max: 0, none: 0 });

/** Kinds of contribution. */
export const kinds = namesOf<ContributionKind>({
  explainer: 0,
  segmenter: 0,
  filter: 0,
  metric: 0,
  agreement: 0,
  baseline: 0,
  classification: 0,
  faithfulness: 0,
  feature: 0,
  model: 0,
  dataset: 0,
  runtime: 0,
  'image-codec': 0,
});

/** Providers of which it is known what they run. */
export const deviceNames = namesOf<DeviceName>({ cuda: 0 });

export const colourMapNames = namesOf<ColourMapName>({ jet: 0, turbo: 0, viridis: 0 });

function namesOf<Name extends string>(names: Readonly<Record<Name, 0>>): readonly string[] {
  return Object.keys(names);
}
