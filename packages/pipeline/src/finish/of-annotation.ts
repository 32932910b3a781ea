import { boxArea, type Annotation, type Fixation, type Region, type Segmentation } from '@camscope/core';
import { annotatedMask, finishMap, fixationDensity, wholeOf, type Size } from '@camscope/pixels';
import { attempt, type Attempt } from '../measure/attempt.ts';
import { refusalOf } from '../measure/truth.ts';
import type { FinishedMap } from './finish.ts';

/** A reader's finding as a segmenter would have given it: a region for each box, the largest first. */
export function segmentationOfAnnotation(
  annotation: Annotation,
  { width, height }: Size,
): Attempt<Segmentation> {
  const refusal = refusalOf('regions', annotation);
  if (refusal) return { failure: refusal.reason };
  return attempt(() => {
    const regions = annotation.boxes.map((box): Region => {
      const area = boxArea(box);
      return { box, area, meanHeat: 1, score: area };
    });
    regions.sort((a, b) => b.area - a.area);
    return { regions, mask: annotatedMask(annotation, width, height), thresholds: [] };
  });
}

/** Where a reader looked as a finished map, the hottest place 1. */
export function mapOfFixations(fixations: readonly Fixation[], frame: Size): FinishedMap {
  const how = { rectify: 'none', upsample: 'nearest', normalise: 'max' } as const;
  return finishMap(fixationDensity(fixations, frame), { frame, region: wholeOf(frame) }, how);
}
