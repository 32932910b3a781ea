import type { Extent } from '../threshold/extent.ts';

export const normalisations = ['min-max', 'max', 'none'] as const;
export type Normalisation = (typeof normalisations)[number];

/**
 * Brings finite values of a known extent into [0, 1], in place; all of them to 0 when their range, or highest value,
 * is not positive. Gives their extent thereafter.
 */
export function normalise(values: Float32Array, extent: Extent, how: Normalisation): Extent {
  const [least, most] = how === 'none' ? [0, 1] : [extent.low, extent.high];
  const zero = how === 'min-max' ? least : 0;
  const scale = most > zero ? 1 / (most - zero) : 0;
  rescale(values, zero, scale);
  return {
    low: Math.fround(clip((extent.low - zero) * scale)),
    high: Math.fround(clip((extent.high - zero) * scale)),
  };
}

function rescale(values: Float32Array, zero: number, scale: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] - zero) * scale;
    values[i] = value > 0 ? (value < 1 ? value : 1) : 0;
  }
}

function clip(value: number): number {
  return value > 0 ? (value < 1 ? value : 1) : 0;
}
