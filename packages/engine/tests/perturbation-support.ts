import {
  defineExplainer,
  floatTensor,
  runtimeWith,
  sessionWith,
  type FloatTensor,
  type Perturbation,
  type Runtime,
} from '@camscope/core';
import { createModel, maskInput, random, type ModelInput } from '@camscope/onnx';
import {
  activationMasks,
  channelMasks,
  composedMasks,
  placeMasks,
  type ActivationMasks,
} from '@camscope/masks';
import { minMax, mul, sub, upsample } from '@camscope/onnx/expressions';
import { open } from './support.ts';

const floats = (values: readonly number[], dims: readonly number[]) =>
  floatTensor(Float32Array.from(values), dims);

/** Slope and offset of each map; the fourth is the first again, the third and the last are constant. */
export const MAPS = [
  [1, 0],
  [-1, 2],
  [0, -1],
  [1, 0],
  [2, -1],
  [0, 0.5],
] as const;
/** [6,3] */
export const WEIGHTS = [0.5, -1, 2, 1, 0.25, -2, 3, 1, 1, -0.5, 2, 0.125, 0.75, -0.5, 1, 2, -3, 0.5];
const CLASSES = 3;
export const SIZE = 4;

/**
 * Maps A^k = ReLU(slope · x + offset) of an image 4×4, added to `stem` = −x/2 behind a ReLU, and scores: their means
 * times the weights. So the head reads more of the image than the maps.
 */
export const residual = (changes: Partial<ModelInput> = {}): Uint8Array =>
  createModel({
    nodes: [
      { op: 'Conv', inputs: ['x', 'slopes', 'offsets'], outputs: ['conv'] },
      { op: 'Relu', inputs: ['conv'], outputs: ['maps'] },
      { op: 'Conv', inputs: ['x', 'halves'], outputs: ['stem'] },
      { op: 'Add', inputs: ['maps', 'stem'], outputs: ['sum'] },
      { op: 'Relu', inputs: ['sum'], outputs: ['last'] },
      { op: 'GlobalAveragePool', inputs: ['last'], outputs: ['pooled'] },
      { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
      { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
    ],
    initializers,
    inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, SIZE, SIZE] }],
    outputs: [{ name: 'logits' }],
    ...changes,
  });

const initializers = {
  slopes: floats(
    MAPS.map(([slope]) => slope),
    [6, 1, 1, 1],
  ),
  offsets: floats(
    MAPS.map(([, offset]) => offset),
    [6],
  ),
  halves: floats(new Array<number>(6).fill(-0.5), [6, 1, 1, 1]),
  w: floats(WEIGHTS, [6, CLASSES]),
};

/** The same with images and maps of channels last. */
export const residualNhwc = (): Uint8Array =>
  residual({
    nodes: [
      { op: 'Transpose', inputs: ['nhwc'], outputs: ['x'], attributes: { perm: [0, 3, 1, 2] } },
      { op: 'Conv', inputs: ['x', 'slopes', 'offsets'], outputs: ['conv'] },
      { op: 'Relu', inputs: ['conv'], outputs: ['nchw'] },
      { op: 'Transpose', inputs: ['nchw'], outputs: ['maps'], attributes: { perm: [0, 2, 3, 1] } },
      { op: 'Conv', inputs: ['x', 'halves'], outputs: ['stem'] },
      { op: 'Transpose', inputs: ['stem'], outputs: ['stem_nhwc'], attributes: { perm: [0, 2, 3, 1] } },
      { op: 'Add', inputs: ['maps', 'stem_nhwc'], outputs: ['sum'] },
      { op: 'Relu', inputs: ['sum'], outputs: ['last'] },
      { op: 'ReduceMean', inputs: ['last'], outputs: ['flat'], attributes: { axes: [1, 2], keepdims: 0 } },
      { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
    ],
    inputs: [{ name: 'nhwc', type: 'float32', dims: ['n', SIZE, SIZE, 1] }],
  });

export const openResidual = (model: Uint8Array, runtime: Runtime) =>
  open(model, runtime, {
    preprocessing: {
      size: [SIZE, SIZE],
      channels: 1,
      fit: 'stretch',
      range: [0, 1],
      mean: [0.5],
      std: [0.25],
    },
  });

/** The maps of an image, [6][16]. */
export const mapsOf = (x: ArrayLike<number>): number[][] =>
  MAPS.map(([slope, offset]) => Array.from(x, (value) => Math.max(0, slope * value + offset)));

/** The scores that the head makes of maps, given the image. */
export const headOf = (maps: readonly (readonly number[])[], x: ArrayLike<number>): number[] => {
  const means = maps.map((map) => mean(map.map((value, i) => Math.max(0, value - x[i] / 2))));
  return Array.from({ length: CLASSES }, (_, c) =>
    means.reduce((sum, value, k) => sum + value * WEIGHTS[k * CLASSES + c], 0),
  );
};

export const scoresOf = (x: ArrayLike<number>): number[] => headOf(mapsOf(x), x);

export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length;

/** Brought to [0, 1]; a constant becomes 0. */
export const unit = (values: readonly number[]): number[] => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (high === low ? 0 : (value - low) / (high - low)));
};

export const picture = (seed: number): FloatTensor => {
  const next = random(seed);
  return floatTensor(
    Float32Array.from({ length: SIZE * SIZE }, () => 4 * next() - 2),
    [1, SIZE, SIZE],
  );
};

/** The runtime, telling how many masks, or else images, each run takes. */
export function listening(runtime: Runtime, heard: number[]): Runtime {
  return runtimeWith(runtime, {
    async open(...request) {
      const session = await runtime.open(...request);
      return sessionWith(session, {
        run(feeds, options) {
          heard.push(
            (feeds[maskInput('rows')] ?? feeds[maskInput('mask')] ?? Object.values(feeds)[0]).dims[0],
          );
          return session.run(feeds, options);
        },
      });
    },
  });
}

const zero = { kind: 'value', value: 0 } as const;

/** An explainer of the image seen through each map; weights are logits. */
export const throughMaps = (changes: Partial<Perturbation> = {}, masks: Partial<ActivationMasks> = {}) =>
  defineExplainer({
    id: 'through-maps',
    title: 'Through maps',
    perturb: ({ image, mask }) => ({
      masks: activationMasks({ constant: 'skip', adds: 'activations', ...masks }),
      of: 'image',
      keep: minMax(upsample(mask, image)),
      fill: zero,
      scoreSpace: 'logit',
      weigh: ({ masked }) => masked,
      ...changes,
    }),
  });

/** What each map's absence costs. */
export const withoutMaps = (fill = 0) =>
  defineExplainer({
    id: 'without-maps',
    title: 'Without maps',
    perturb: ({ mask }) => ({
      masks: channelMasks(),
      of: 'activations',
      keep: sub(1, mask),
      fill: { kind: 'value', value: fill },
      scoreSpace: 'logit',
      weigh: ({ masked, image }) => masked.map((score) => image - score),
    }),
  });

/** What each place alone scores, with a quarter of its neighbours. */
export const placeByPlace = (fill = 0) =>
  defineExplainer({
    id: 'place-by-place',
    title: 'Place by place',
    perturb: ({ mask }) => ({
      masks: placeMasks({
        spread: { radius: 1, at: (row, column) => (row === 0 && column === 0 ? 1 : 0.25) },
      }),
      of: 'activations',
      keep: mask,
      fill: { kind: 'value', value: fill },
      scoreSpace: 'logit',
      weigh: ({ masked }) => masked,
    }),
  });

/** What the engine takes a mask of {@link windows} to cost in a run: the most that is alive at once, and building it. */
export const BYTES_PER_WINDOW = 1344;

/** Windows of 2×2 at every place, whose content is greyed. */
export const windows = (combine: 'sum' | 'mean' = 'mean') =>
  defineExplainer({
    id: 'windows',
    title: 'Windows',
    perturb: ({ mask }) => ({
      masks: composedMasks({
        recipe: { name: 'windows' },
        combine,
        over: (height, width) => {
          const starts = (length: number) => Array.from({ length: length - 1 }, (_, start) => start);
          const bars = (length: number) =>
            starts(length).map((start) =>
              Float32Array.from({ length }, (_, i) => (i === start || i === start + 1 ? 1 : 0)),
            );
          const across = width - 1;
          return {
            count: (height - 1) * across,
            grid: [1, 1],
            rows: bars(height),
            columns: bars(width),
            mask: (k) => ({ grid: Float32Array.of(1), row: Math.floor(k / across), column: k % across }),
          };
        },
      }),
      of: 'image',
      keep: sub(1, mul(mask, 1)),
      fill: zero,
      scoreSpace: 'logit',
      weigh: ({ masked, image }) => masked.map((score) => image - score),
    }),
  });
