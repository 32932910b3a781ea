import { emptyTaps, type Taps } from './taps.ts';

/**
 * The taps of Pillow's antialiased bilinear resize of [from, to) of an axis of `length` samples to `size` samples:
 * a triangle filter as wide as two new samples (or, when enlarging, two old ones), centred on each new sample.
 * Samples next to [from, to) take part.
 */
export function antialiasTaps(length: number, from: number, to: number, size: number): Taps {
  const scale = (to - from) / size;
  const support = Math.max(1, scale);
  const taps = emptyTaps(size, 2 * Math.ceil(support) + 1);
  for (let i = 0; i < size; i++) {
    const centre = from + (i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const count = Math.min(length, Math.trunc(centre + support + 0.5)) - first;
    taps.first[i] = first;
    taps.count[i] = count;
    const weights = taps.weights.subarray(i * taps.stride, i * taps.stride + count);
    let sum = 0;
    for (let k = 0; k < count; k++) {
      sum += weights[k] = Math.max(0, 1 - Math.abs((k + first - centre + 0.5) / support));
    }
    for (let k = 0; k < count; k++) weights[k] /= sum;
  }
  return taps;
}

/** The same taps in the 22-bit fixed point that Pillow uses on 8-bit images. */
export function fixedPoint(taps: Taps): Taps {
  return { ...taps, weights: taps.weights.map((weight) => Math.floor(weight * 2 ** 22 + 0.5) / 2 ** 22) };
}
