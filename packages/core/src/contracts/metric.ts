import type { z } from 'zod';
import type { Annotation, Truth } from '../values/annotation.ts';
import type { Heatmap } from '../values/heatmap.ts';
import type { Segmentation } from '../values/region.ts';
import type { Contribution, OptionsSchema } from './contribution.ts';
import type { Measurement, Scale } from './measurement.ts';

/** What a metric may look at. All coordinates are those of the map, which has the size of the original image. */
export interface MetricInput {
  readonly map: Heatmap;
  /** Present when the metric declares `needs: 'segmentation'`. */
  readonly segmentation?: Segmentation;
  /** The reader's finding of the explained class. */
  readonly annotation: Annotation;
  /**
   * Where readers looked on images of other patients, in shares of width and height, x and y in turns; the first are a random
   * draw. Present when the metric declares `others`.
   */
  readonly others?: Float64Array;
}

/** A curve over a threshold that its points are counted at. */
export interface ThresholdCurve {
  /** What must pass the threshold: `IoU`. */
  readonly of: string;
  /** The threshold of each point, in the order of the metric's `names`. */
  readonly at: readonly number[];
}

/** A curve of many findings together: each point is made of means over them. */
export interface PooledCurve {
  /** The places of its points; numbers, or names of numbers whose means they are. In ascending order of places. */
  readonly x: readonly number[] | readonly string[];
  /** The numbers whose means are its heights. */
  readonly y: readonly string[];
  /** The number by whose mean those are divided. */
  readonly per?: string;
}

/** One number of many findings together, which is no mean of numbers of each: read off curves, their mean where there are several. */
export interface Pool extends Scale {
  readonly title: string;
  readonly axes: { readonly x: string; readonly y: string };
  readonly curves: readonly PooledCurve[];
  /** The highest point; or the mean height at these places, by straight lines, beyond its ends that of the nearer end. */
  readonly read: 'highest' | readonly number[];
}

/** Scores one explanation against one reader. Pure. */
export interface Metric<Schema extends OptionsSchema = OptionsSchema>
  extends Contribution<'metric', Schema>, Scale {
  /** `segmentation`: measured once per segmenter. `map`: once per map, whatever the segmenters. */
  readonly needs: 'segmentation' | 'map';
  /** What it reads of an annotation, `regions` by default; of one that has nothing of it, no value. */
  readonly truth?: Truth;
  /** For a metric that also reads where readers looked on images of other patients: at most how many places. */
  others?(options: z.output<Schema>): number;
  /**
   * Names of its numbers, for a metric that gives several of one scale (one per threshold, …): `accuracy@0.5`. Rows
   * name them `<metric>.<name>`. Absent: one number.
   */
  names?(options: z.output<Schema>): readonly string[];
  /** For a metric whose numbers are points of a curve, one for each of `names`. */
  thresholds?(options: z.output<Schema>): ThresholdCurve;
  /** For a metric whose numbers stand for nothing alone: what is made of them over many findings. */
  pool?(options: z.output<Schema>): Pool;
  /**
   * For a metric by which it is judged where a network looks. `hits`: 1 where a map's hottest place is annotated, else 0.
   * `heat`: the share of a map's heat that is.
   */
  readonly share?: 'hits' | 'heat';
  /** One measurement, or one for each of `names`, in their order. */
  measure(input: MetricInput, options: z.output<Schema>): Measurement | readonly Measurement[];
  /**
   * What a map that knows nothing gets on average: a hit rate or a share of heat is then the annotated share of the
   * image. Absent where there is no such number.
   */
  chance?(
    annotation: Annotation,
    frame: { readonly width: number; readonly height: number },
    options: z.output<Schema>,
  ): Measurement;
}
