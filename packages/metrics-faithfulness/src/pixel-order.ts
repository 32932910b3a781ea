import type { Heatmap } from '@camscope/core';
import { createRandom, type Random } from '@camscope/statistics';
import { z } from 'zod';

export interface OrderOptions {
  readonly ties: 'shuffled' | 'raster';
  readonly seed: number;
}

export const seedOption = z
  .int()
  .min(0)
  .default(0)
  .describe('Decides what is drawn at random; the same for every image');

/** Options that say in which order pixels of equal heat come. */
export const orderOptions = {
  ties: z
    .enum(['shuffled', 'raster'])
    .default('shuffled')
    .describe('Order of pixels of equal heat: at random, or from top left to bottom right'),
  seed: seedOption,
};

/** The pixels of a map, hottest first. A constant map has a random order, or none but the raster's. */
export function hottestFirst({ data }: Heatmap, { ties, seed }: OrderOptions): Uint32Array {
  const order = Uint32Array.from(data, (_, i) => i);
  if (ties === 'shuffled') shuffle(order, order.length, createRandom(seed));
  return order.sort((a, b) => data[b] - data[a]);
}

/** Puts numbers drawn from all, each as likely, in the first `count` places. */
export function shuffle(values: Uint32Array, count: number, random: Random): void {
  for (let i = 0; i < Math.min(count, values.length - 1); i++) {
    const j = i + random.below(values.length - i);
    const value = values[i];
    values[i] = values[j];
    values[j] = value;
  }
}
