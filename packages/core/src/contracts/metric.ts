import type { z } from 'zod';
import type { Annotation } from '../values/annotation.ts';
import type { Heatmap } from '../values/heatmap.ts';
import type { Segmentation } from '../values/region.ts';
import type { Contribution, OptionsSchema } from './contribution.ts';

/** One number, or why there is none. */
export type Measurement = { readonly value: number } | { readonly value: null; readonly reason: string };

/** What a metric may look at. All coordinates are those of the map. */
export interface MetricInput {
  readonly map: Heatmap;
  /** Present when the metric declares `needs: 'segmentation'`. */
  readonly segmentation?: Segmentation;
  /** The reader's finding of the explained class. */
  readonly annotation: Annotation;
}

/** Scores one explanation against one reader. Pure. */
export interface Metric<Schema extends OptionsSchema = OptionsSchema> extends Contribution<'metric', Schema> {
  /** `segmentation`: measured once per segmenter. `map`: once per map, whatever the segmenters. */
  readonly needs: 'segmentation' | 'map';
  /** Which end is good. */
  readonly scoreDirection: 'higher' | 'lower';
  /** Smallest and largest possible value. */
  readonly range: readonly [number, number];
  measure(input: MetricInput, options: z.output<Schema>): Measurement;
}
