import {
  CamscopeError,
  floatTensor,
  itemOf,
  type Expression,
  type Masks,
  type MaskScores,
  type MaskSet,
  type MaskSizes,
} from '@camscope/core';
import { input } from '@camscope/onnx/expressions';
import { indices } from '../distinct.ts';
import { stepsWithin } from '../steps.ts';
import type { Repeats } from './repeats.ts';

/** What a mask of `repeatedMasks` is fed beside what it repeats, for `keep`. */
export const repeated: Expression = input('repeat');

/**
 * Masks of another kind, each of them several times over: mask · count + repeat. They differ in what `keep` makes of
 * `repeated`, and the map is that of the other kind, for the sums of weights over repeats.
 */
export function repeatedMasks(base: Masks, repeats: Repeats): Masks {
  return {
    ofActivations: base.ofActivations,
    inputs: (sizes) => ({ ...base.inputs(sizes), repeat: { shape: repeats.shape(sizes) } }),
    mask: (inputs) => base.mask(inputs),
    over: (image) => setOf(base.over(image), repeats, image.sizes),
    identity: (sizes, budget) => [
      'repeated',
      repeats.recipe,
      base.identity(sizes, Math.floor(budget / repeats.count)),
    ],
  };
}

/** Weighs masks by their mean scores over repeats; every repeat has its share of a weight. */
export function overRepeats(
  count: number,
  weigh: (scores: MaskScores) => ArrayLike<number>,
): (scores: MaskScores) => Float64Array {
  return (scores) => {
    const weights = weigh({ ...scores, masked: sums(scores.masked, count).map((sum) => sum / count) });
    return scores.masked.map((_, i) => weights[Math.floor(i / count)] / count);
  };
}

function setOf(base: MaskSet, { count, shape, alike, write }: Repeats, sizes: MaskSizes): MaskSet {
  if (base.parts) {
    throw new CamscopeError('EXPRESSION_INVALID', 'Masks whose weights count parts cannot be repeated', {
      fix: 'Repeat masks that each have a weight of their own',
    });
  }
  const baseOf = (mask: number) => Math.floor(mask / count);
  return {
    ...base,
    count: base.count * count,
    order: Array.from(base.order).flatMap((mask) => indices(count).map((i) => mask * count + i)),
    duplicates: alike ? base.duplicates * count : 0,
    taken: (budget) => {
      const whole = stepsWithin(Math.min(base.count * count, budget), count);
      return base.taken(whole / count) * count;
    },
    rowOf: (mask) => (alike ? base.rowOf(baseOf(mask)) * count + (mask % count) : mask),
    feeds: (chosen, scratch) => {
      const dims = [chosen.length, ...shape(sizes)];
      const repeat = floatTensor(scratch.take('float32', dims), dims);
      chosen.forEach((mask, i) => write(itemOf(repeat, i).data, mask));
      return { ...base.feeds(chosen.map(baseOf), scratch), repeat };
    },
    mass: (mask) => base.mass?.(baseOf(mask)) ?? 1,
    maps: (chosen, weights) =>
      base.maps(
        chosen.filter((_, i) => i % count === 0).map(baseOf),
        weights.map((list) => sums(list, count)),
      ),
  };
}

/** Of every `count` numbers in turn. */
function sums(numbers: ArrayLike<number>, count: number): Float64Array {
  const all = new Float64Array(numbers.length / count);
  for (let i = 0; i < numbers.length; i++) all[Math.floor(i / count)] += numbers[i];
  return all;
}
