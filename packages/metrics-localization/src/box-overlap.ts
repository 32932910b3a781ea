import { type Box, boxArea, boxIou, intersectBoxes, type Region } from '@camscope/core';
import { z } from 'zod';

/** How much of two boxes is in common, in [0, 1]. */
export const overlapNames = ['iou', 'iobb'] as const;
export type OverlapName = (typeof overlapNames)[number];

export const overlapTitles: Readonly<Record<OverlapName, string>> = { iou: 'IoU', iobb: 'IoBB' };

const OVERLAPS: Record<OverlapName, (detected: Box, annotated: Box) => number> = {
  iou: boxIou,
  iobb: boxIobb,
};

/**
 * Intersection over the detected box's area, in [0, 1]; 0 when it is empty. Wang et al., ChestX-ray8, CVPR 2017,
 * doi:10.1109/CVPR.2017.369.
 */
export function boxIobb(detected: Box, annotated: Box): number {
  const area = boxArea(detected);
  return area > 0 ? boxArea(intersectBoxes(detected, annotated)) / area : 0;
}

/** The overlap of a region's box with the annotated box that it overlaps best; 0 without a region. */
export function bestOverlap(
  region: Pick<Region, 'box'> | undefined,
  annotated: readonly Box[],
  overlap: OverlapName,
): number {
  if (!region) return 0;
  let best = 0;
  for (const box of annotated) best = Math.max(best, OVERLAPS[overlap](region.box, box));
  return best;
}

/** Overlaps that a box must exceed, or reach, to count as found. */
export const thresholdsSchema = z
  .array(z.number().min(0).lt(1))
  .min(1)
  .refine((thresholds) => new Set(thresholds).size === thresholds.length, 'a threshold is given twice');
