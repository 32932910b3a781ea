import type { Heatmap } from '../values/heatmap.ts';
import type { Mask } from '../values/mask.ts';

/** A finding of the images that thresholds are tuned on. */
export interface TuningFinding {
  readonly label: string;
  /** Finished: of the size of the image, with values in [0, 1]. */
  readonly map: Heatmap;
  /** Of the same size. */
  readonly truth: Mask;
}

/** What came of one label. */
export interface Tuned {
  readonly label: string;
  /** The first of the thresholds with the highest mean; null where none has a mean. */
  readonly best: number | null;
  /** Every threshold, and the mean IoU over the `n` findings that have one at it. */
  readonly tried: readonly { readonly value: number; readonly meanIou: number | null; readonly n: number }[];
}

/** A way of judging thresholds. */
export interface TuningRule {
  /** Thresholds tried unless the user names others: ascending, in [0, 1]. */
  readonly grid: readonly number[];
  /** Labels in the order in which they come. One map is held at a time. */
  tune(findings: AsyncIterable<TuningFinding>, grid: readonly number[]): Promise<readonly Tuned[]>;
}
