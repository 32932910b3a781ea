import type { Segmentations } from '../segmentations.ts';
import { chexlocalizeTasks } from '../tasks.ts';
import { overlapOf } from './overlap.ts';
import { pairOf } from './values.ts';

/** Pixels of all images together; a ratio is null where nothing is to be divided by. */
export interface PooledPixels {
  readonly task: string;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly specificity: number | null;
}

/**
 * Pixels counted over the images of the ground truth, one line a task, sorted by name.
 * @throws CamscopeError DATA_INVALID when masks of one finding differ in size.
 */
export function pooledPixels(truth: Segmentations, predictions: Segmentations): PooledPixels[] {
  return [...chexlocalizeTasks].sort().map((task) => {
    let [tp, fp, fn, tn] = [0, 0, 0, 0];
    for (const id of truth.keys()) {
      const { drawn, predicted } = pairOf(truth, predictions, id, task);
      if (!drawn || !predicted) continue;
      const { both, first, second } = overlapOf(drawn, predicted);
      tp += both;
      fp += second - both;
      fn += first - both;
      tn += drawn.width * drawn.height - first - second + both;
    }
    return {
      task,
      truePositives: tp,
      falsePositives: fp,
      falseNegatives: fn,
      trueNegatives: tn,
      precision: ratio(tp, tp + fp),
      recall: ratio(tp, tp + fn),
      specificity: ratio(tn, tn + fp),
    };
  });
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
