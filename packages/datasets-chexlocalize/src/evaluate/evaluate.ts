import type { Points } from '../read/points.ts';
import type { Segmentations } from '../segmentations.ts';
import {
  bootstrap,
  type BootstrapOptions,
  type Replicates,
  summarise,
  type TaskSummary,
} from './bootstrap.ts';
import { type PooledPixels, pooledPixels } from './pixels.ts';
import { hitValues, iouValues, type Subset, type TaskValues } from './values.ts';

export interface Predictions {
  readonly masks: Segmentations;
  /** Where each finding is thought to be: the place of a map's highest value, or a reader's points. */
  readonly points?: Points;
}

export interface EvaluationOptions extends BootstrapOptions {
  /** Which findings have an IoU. Default: 'true-positives'. */
  readonly subset?: Subset;
}

/** What one measure comes to. */
export interface Evaluated {
  readonly values: TaskValues;
  readonly replicates: Replicates;
  readonly summary: readonly TaskSummary[];
}

export interface ChexlocalizeEvaluation {
  readonly iou: Evaluated;
  /** Absent without points. */
  readonly hit?: Evaluated;
  readonly pixels: readonly PooledPixels[];
}

/**
 * CheXlocalize's evaluation: IoU and hit rate with intervals from drawing images, each from the same seed, and pixels pooled
 * over images. Saporta et al., Nat. Mach. Intell. 4:867-878, 2022, doi:10.1038/s42256-022-00536-x.
 * @throws CamscopeError DATA_INVALID when masks of one finding differ in size.
 */
export function evaluateChexlocalize(
  truth: Segmentations,
  { masks, points }: Predictions,
  options: EvaluationOptions = {},
): ChexlocalizeEvaluation {
  return {
    iou: evaluated(iouValues(truth, masks, options.subset ?? 'true-positives'), options),
    hit: points && evaluated(hitValues(truth, points), options),
    pixels: pooledPixels(truth, masks),
  };
}

function evaluated(values: TaskValues, options: BootstrapOptions): Evaluated {
  const replicates = bootstrap(values, options);
  return { values, replicates, summary: summarise(values, replicates, options) };
}
