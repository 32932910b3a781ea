import { CamscopeError, type MaskRuns } from '@camscope/core';
import type { Points } from '../read/points.ts';
import { areaOf, emptyMask, type Segmentations } from '../segmentations.ts';
import { chexlocalizeTasks } from '../tasks.ts';
import { holdsPoint, overlapOf } from './overlap.ts';

/** One number for each task and image. */
export interface TaskValues {
  readonly measure: 'iou' | 'hit';
  /** Sorted. */
  readonly images: readonly string[];
  /** By task, sorted: a value for each image, NaN where the protocol has none. */
  readonly tasks: ReadonlyMap<string, Float64Array>;
}

/**
 * Which findings have an IoU. `true-positives`: those that are both drawn and predicted. `annotated`: those that are drawn.
 * `all`: those that are drawn or predicted, on images of either file.
 */
export const subsets = ['true-positives', 'annotated', 'all'] as const;
export type Subset = (typeof subsets)[number];

/**
 * IoU of the predicted and the true mask of each finding. What is missing in either has no pixel.
 * @throws CamscopeError DATA_INVALID when masks of one finding differ in size.
 */
export function iouValues(truth: Segmentations, predictions: Segmentations, subset: Subset): TaskValues {
  const images = new Set(truth.keys());
  if (subset === 'all') for (const id of predictions.keys()) images.add(id);
  return valuesOf('iou', images, (id, task) => {
    const { drawn, predicted } = pairOf(truth, predictions, id, task);
    if (!drawn || !predicted) return NaN;
    const { both, first, second } = overlapOf(drawn, predicted);
    if (subset !== 'all' && first === 0) return NaN;
    if (subset === 'true-positives' && second === 0) return NaN;
    return both / (first + second - both);
  });
}

/** 1 where a point of the finding is in its true mask, else 0; NaN where nothing is drawn. */
export function hitValues(truth: Segmentations, points: Points): TaskValues {
  return valuesOf('hit', truth.keys(), (id, task) => {
    const drawn = truth.get(id)?.get(task);
    if (!drawn || areaOf(drawn) === 0) return NaN;
    return points
      .get(id)
      ?.get(task)
      ?.some((point) => holdsPoint(drawn, point))
      ? 1
      : 0;
  });
}

/**
 * Both masks of a finding, the missing one without a pixel; undefined where both are missing.
 * @throws CamscopeError DATA_INVALID when their sizes differ.
 */
export function pairOf(
  truth: Segmentations,
  predictions: Segmentations,
  id: string,
  task: string,
): { readonly drawn?: MaskRuns; readonly predicted?: MaskRuns } {
  const drawn = truth.get(id)?.get(task);
  const predicted = predictions.get(id)?.get(task);
  if (!drawn || !predicted)
    return {
      drawn: drawn ?? (predicted && emptyMask(predicted)),
      predicted: predicted ?? (drawn && emptyMask(drawn)),
    };
  if (drawn.width === predicted.width && drawn.height === predicted.height) return { drawn, predicted };
  throw new CamscopeError('DATA_INVALID', `The masks of ${task} on ${id} differ in size`, {
    asked: `${drawn.width} × ${drawn.height}, as in the ground truth`,
    found: `${predicted.width} × ${predicted.height} predicted`,
    fix: 'Segment maps at the size of the original image',
  });
}

function valuesOf(
  measure: TaskValues['measure'],
  ids: Iterable<string>,
  valueOf: (id: string, task: string) => number,
): TaskValues {
  const images = [...ids].sort();
  const tasks = [...chexlocalizeTasks].sort();
  return {
    measure,
    images,
    tasks: new Map(tasks.map((task) => [task, Float64Array.from(images, (id) => valueOf(id, task))])),
  };
}
