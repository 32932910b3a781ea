import type { FaithfulnessInput, FloatTensor } from '@camscope/core';
import { withPixels } from './changed-images.ts';
import { substrateOf, type SubstrateOptions } from './substrate.ts';

/** Regions in the order of a number for each, the highest first; of equal ones the first. */
export function byHeat(
  regions: readonly (readonly number[])[],
  heatOf: (region: readonly number[]) => number,
): (readonly number[])[] {
  const heat = regions.map(heatOf);
  return Array.from(regions.keys())
    .sort((a, b) => heat[b] - heat[a] || a - b)
    .map((i) => regions[i]);
}

/** The image, and what is left of it as one region after the other is removed. */
export function* regionsRemoved(
  { image }: FaithfulnessInput,
  regions: Iterable<readonly number[]>,
  options: SubstrateOptions,
): Generator<FloatTensor> {
  const substrate = substrateOf(image, options);
  let left = image;
  yield left;
  for (const region of regions) yield (left = withPixels(left, substrate, region));
}
