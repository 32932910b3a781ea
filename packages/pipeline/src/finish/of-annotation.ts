import { boxArea, type Annotation, type Region, type Segmentation } from '@camscope/core';
import { annotatedMask, type Size } from '@camscope/pixels';
import { attempt, type Attempt } from '../measure/attempt.ts';

/** A reader's finding as a segmenter would have given it: a region for each box, the largest first. */
export function segmentationOfAnnotation(
  annotation: Annotation,
  { width, height }: Size,
): Attempt<Segmentation> {
  if (annotation.fault !== undefined) return { failure: annotation.fault };
  return attempt(() => {
    const regions = annotation.boxes.map((box): Region => {
      const area = boxArea(box);
      return { box, area, meanHeat: 1, score: area };
    });
    regions.sort((a, b) => b.area - a.area);
    return { regions, mask: annotatedMask(annotation, width, height), thresholds: [] };
  });
}
