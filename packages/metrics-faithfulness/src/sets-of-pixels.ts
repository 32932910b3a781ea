import type { FaithfulnessInput, FloatTensor } from '@camscope/core';
import { pearson } from '@camscope/statistics';
import { withPixels } from './changed-images.ts';
import { type Score, scoresOf } from './scores.ts';
import { substrateOf, type SubstrateOptions } from './substrate.ts';

/** Sets of pixels: the heat of each, and by how much the score falls without it. */
export interface HeatAndDrops {
  readonly heat: readonly number[];
  readonly drops: readonly number[];
}

/** @param sets made as they are wanted; each may be changed once the next is asked for. */
export async function heatAndDrops(
  input: FaithfulnessInput,
  sets: Iterable<ArrayLike<number> & Iterable<number>>,
  options: SubstrateOptions & { readonly score: Score },
): Promise<HeatAndDrops> {
  const { image, map } = input;
  const heat: number[] = [];
  const [whole, ...scores] = await scoresOf(input, changed(), options.score);
  return { heat, drops: scores.map((score) => whole - score) };

  function* changed(): Generator<FloatTensor> {
    yield image;
    const substrate = substrateOf(image, options);
    for (const pixels of sets) {
      let sum = 0;
      for (const pixel of pixels) sum += map.data[pixel];
      heat.push(sum);
      yield withPixels(image, substrate, pixels);
    }
  }
}

/** Pearson's correlation of the two; null where one of them is the same for all sets. */
export function correlationOf({ heat, drops }: HeatAndDrops): number | null {
  return pearson(heat, drops).coefficient;
}
