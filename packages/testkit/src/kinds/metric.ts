import type { Annotation, Box, Measurement, Metric, MetricInput } from '@camscope/core';
import { random } from '@camscope/onnx/expressions';
import { definitionChecks, settingsOf, type OptionSets } from './definition.ts';
import { box, boxed, elsewhere, FRAME, heatIn, lookedAt, maps, segmented } from './given.ts';
import { mustBeBetter } from './measurements.ts';
import { pure } from './purity.ts';
import { must, register, type Kit } from './runner.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyMetric = Metric<any>;

export interface MetricKit extends Kit {
  /** Options to try beside those of presets; none by default. */
  readonly options?: OptionSets;
}

/** What every metric must do. That values are in its range is watched by the contract. */
export function testMetric(metric: AnyMetric, kit: MetricKit): void {
  const settings = settingsOf(metric, kit.options);
  register(kit, [
    ...definitionChecks(metric),
    {
      name: 'what is where the reader says scores better than what is elsewhere',
      run() {
        // Of a metric whose numbers stand for nothing alone, none has to be better.
        if (metric.pool) return;
        for (const { name, options } of settings) {
          const [right, wrong] = [box, elsewhere].map((where) =>
            measured(metric, options, explained(where)).flatMap(({ value }) => value ?? []),
          );
          must(right.length > 0, `under ${name} a perfect map has no value`);
          if (wrong.length > 0) mustBeBetter(metric, meanOf(right), meanOf(wrong), `under ${name}`);
        }
      },
    },
    {
      name: 'no regions, an empty map and a map of anything have a value, or a reason',
      run() {
        const anything = Object.values(maps).map((map) => ({ map, boxes: [box, elsewhere] }));
        for (const { options } of settings)
          for (const one of [{ map: heatIn(), boxes: [] }, ...anything]) measured(metric, options, one);
      },
    },
    {
      name: 'a finding of which nothing is drawn has a value, or a reason',
      run() {
        if (metric.truth === 'fixations') return;
        for (const { options } of settings)
          measured(metric, options, explained(box), { ...boxed(), contours: [] });
      },
    },
    {
      name: 'what chance gets lies in the range, and what is made of its numbers names them',
      run() {
        for (const { options } of settings) {
          metric.chance?.(truthFor(metric), FRAME, options);
          metric.pool?.(options);
          const names = metric.names?.(options);
          const at = metric.thresholds?.(options).at;
          const fits = at === undefined || at.length === names?.length;
          must(fits, 'there is not one threshold for each of its names');
        }
      },
    },
  ]);
}

interface Explained {
  readonly map: MetricInput['map'];
  readonly boxes: readonly Box[];
}

function explained(where: Box): Explained {
  return { map: heatIn(where), boxes: [where] };
}

/** What the reader drew around the spot, or where they looked. */
function truthFor({ truth }: AnyMetric): Annotation {
  return truth === 'fixations' ? lookedAt(box) : boxed(box);
}

function measured(
  metric: AnyMetric,
  options: unknown,
  { map, boxes }: Explained,
  annotation = truthFor(metric),
): readonly Measurement[] {
  const input: MetricInput = {
    map,
    annotation,
    ...(metric.needs === 'segmentation' && { segmentation: segmented(...boxes) }),
    ...(metric.others && { others: placesUpTo(metric.others(options)) }),
  };
  return [pure(input, (one) => metric.measure(one, options))].flat();
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

function placesUpTo(count: number): Float64Array {
  return Float64Array.from({ length: 2 * Math.min(count, 50) }, random(3));
}
