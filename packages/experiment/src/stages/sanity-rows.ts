import type { Heatmap } from '@camscope/core';
import { andThen, outcomeOf, type Attempt, type SanityRow } from '@camscope/pipeline';
import type { Study } from '../config/study.ts';
import type { SanityChecks, StepUnit } from '../units/sanity-units.ts';
import type { SanityImages } from './sanity-images.ts';

interface Comparison extends Pick<NonNullable<Study['sanity']>, 'metrics'> {
  /** Of the untouched network, on each image. */
  readonly before: readonly Attempt<Heatmap>[];
  readonly after: readonly Attempt<Heatmap>[];
}

/** A row for each image and measure: how alike a method's maps of a step are to those of the untouched network. */
export function comparedRows(
  { method, step: { check, step, layer, share } }: StepUnit,
  { planned }: SanityChecks,
  { ready }: SanityImages,
  { metrics, before, after }: Comparison,
): SanityRow[] {
  return ready.flatMap(({ image }, n) =>
    metrics.map(({ name: metric, contribution, options }): SanityRow => {
      const found = both(before[n], after[n], (one, other) =>
        contribution.compare({ map: one }, { map: other }, options),
      );
      return {
        ...{ model: planned.name, image: image.sample.id, class: image.findings[0].label },
        ...{ method: method.chosen.name, check, step, layer, share, metric },
        ...outcomeOf(found),
      };
    }),
  );
}

/** An image that cannot be read is told of once, with the first of all steps. */
export function spoiltRows(
  unit: StepUnit,
  { planned, steps }: SanityChecks,
  { spoilt }: SanityImages,
): SanityRow[] {
  if (unit !== steps[0]) return [];
  return spoilt.map(({ image, reason }) => ({ model: planned.name, image, reason }));
}

function both<T, U>(one: Attempt<T>, other: Attempt<T>, action: (one: T, other: T) => U): Attempt<U> {
  return 'failure' in one ? one : andThen(other, (value) => action(one.value, value));
}
