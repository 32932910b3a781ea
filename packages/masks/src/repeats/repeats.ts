import type { MaskSizes } from '@camscope/core';
import { gaussian, random } from '@camscope/onnx/expressions';

/** How the repeats of a mask differ: by a tensor that each is fed. */
export interface Repeats {
  /** Of every mask, at least 1. */
  readonly count: number;
  /** Of the tensor of one repeat. */
  shape(sizes: MaskSizes): readonly [number, number, number];
  /** Tells these from others; told as JSON. */
  readonly recipe: unknown;
  /** Whether equal masks are fed the same, repeat by repeat. */
  readonly alike: boolean;
  /** Writes what repeat `index % count` of mask ⌊index / count⌋ is fed; always the same. */
  write(values: Float32Array, index: number): void;
}

/** One of those numbers for each repeat, [B,1,1,1]. */
export function underScales(scales: readonly number[]): Repeats {
  return {
    count: scales.length,
    shape: () => [1, 1, 1],
    recipe: ['scales', scales],
    alike: true,
    write: (values, index) => values.fill(scales[index % scales.length]),
  };
}

/** Standard normal noise over the image for each repeat of each mask, [B,1,H,W]; the same for every image. */
export function underNoise(count: number, seed: number): Repeats {
  const next = random(seed);
  const seeds: number[] = [];
  const seedOf = (index: number) => {
    while (seeds.length <= index) seeds.push(next() * 2 ** 32);
    return seeds[index];
  };
  return {
    count,
    shape: ({ image: [, height, width] }) => [1, height, width],
    recipe: ['noise', count, seed],
    alike: false,
    write: (values, index) => {
      const draw = gaussian(seedOf(index));
      for (let i = 0; i < values.length; i++) values[i] = draw();
    },
  };
}
