import type { BlankReason } from './heatmap.ts';
import type { Box } from './box.ts';
import type { Mask } from './mask.ts';
import type { Polygon } from './polygon.ts';

/** One connected part of a map that a segmenter kept. */
export interface Region {
  /** Tight box around the region, in pixels of the original image. */
  readonly box: Box;
  /** Number of pixels. */
  readonly area: number;
  /** Mean of the finished map over the region, in [0, 1]. */
  readonly meanHeat: number;
  /** What the segmenter ranked the region by; higher is better. */
  readonly score: number;
  /** Outlines where the segmenter traces them, the outer one first, holes after it. */
  readonly contours?: readonly Polygon[];
}

/** What a segmenter made of one map. */
export interface Segmentation {
  /** Best first. */
  readonly regions: readonly Region[];
  /** The union of `regions`, at the size of the map. */
  readonly mask: Mask;
  /** Set when there are no regions because the map says nothing. */
  readonly blank?: BlankReason;
  /** Cut values in [0, 1], ascending; empty when blank. */
  readonly thresholds: readonly number[];
}
