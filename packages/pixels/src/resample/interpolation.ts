import { emptyTaps, type Taps } from './taps.ts';

/** How a map is enlarged. Beyond its border a map goes on as it ends; to `bicubic-tensorflow` there is nothing. */
export const upsampleKernels = [
  'bilinear',
  'bilinear-align-corners',
  'bicubic',
  'bicubic-tensorflow',
  'nearest',
] as const;
export type UpsampleKernel = (typeof upsampleKernels)[number];

interface Kernel {
  /** Where new sample `i` of a grid over [from, to) lies among the `length` old samples. */
  position(i: number, length: number, from: number, to: number): number;
  /** Weights of the old samples from `floor(position) − before` on, given the fraction of the position. */
  weights(fraction: number): number[];
  readonly before: number;
  /** Whether samples beyond the border are left out, and the other weights rescaled. */
  readonly within?: true;
}

const halfPixel: Kernel['position'] = (i, length, from, to) =>
  ((i + 0.5 - from) * length) / (to - from) - 0.5;
const linear: Kernel['weights'] = (t) => [1 - t, t];
/** TensorFlow reads its bicubic kernel from a table of so many steps a sample. */
const TABLE = 1024;

const KERNELS: Record<UpsampleKernel, Kernel> = {
  bilinear: { position: halfPixel, weights: linear, before: 0 },
  'bilinear-align-corners': {
    position: (i, length, from, to) => (to - from > 1 ? ((i - from) * (length - 1)) / (to - from - 1) : 0),
    weights: linear,
    before: 0,
  },
  bicubic: { position: halfPixel, weights: cubic(-0.75), before: 1 },
  'bicubic-tensorflow': {
    position: halfPixel,
    weights: (t) => cubic(-0.5)(Math.round(t * TABLE) / TABLE),
    before: 1,
    within: true,
  },
  nearest: {
    position: (i, length, from, to) => ((i - from) * length) / (to - from),
    weights: () => [1],
    before: 0,
  },
};

/**
 * The taps of samples `start` to `start + size` of a new axis on which the `length` old samples span [from, to).
 * With start = from = 0 and size = to they are those of `torch.nn.functional.interpolate`; `bicubic-tensorflow` is that
 * of `tf.image.resize`.
 */
export function interpolationTaps(
  kernel: UpsampleKernel,
  length: number,
  from: number,
  to: number,
  start: number,
  size: number,
): Taps {
  const { position, weights, before, within } = KERNELS[kernel];
  const taps = emptyTaps(size, 4);
  const inside = (index: number) => Math.min(length - 1, Math.max(0, index));
  for (let n = 0; n < size; n++) {
    const place = position(start + n, length, from, to);
    const lower = Math.floor(place);
    const values = weights(place - lower);
    const lowest = lower - before;
    const first = inside(lowest);
    taps.first[n] = first;
    taps.count[n] = inside(lowest + values.length - 1) - first + 1;
    let total = within ? 0 : 1;
    if (within)
      for (let k = 0; k < values.length; k++) if (inside(lowest + k) === lowest + k) total += values[k];
    for (let k = 0; k < values.length; k++) {
      const at = inside(lowest + k);
      if (!within || at === lowest + k) taps.weights[4 * n + at - first] += values[k] / total;
    }
  }
  return taps;
}

/** Cubic convolution (Keys, 1981, doi:10.1109/TASSP.1981.1163711); a is −0.75 in torch, −0.5 in TensorFlow. */
function cubic(a: number): Kernel['weights'] {
  const near = (x: number) => ((a + 2) * x - (a + 3)) * x * x + 1;
  const far = (x: number) => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
  return (t) => [far(1 + t), near(t), near(1 - t), far(2 - t)];
}
