import { boxArea, type Annotation, type Box } from '@camscope/core';
import { annotatedBoxes } from '@camscope/pixels';

/** The boxes with an area of a finding that can be measured; none of a confounder. */
export function findingBoxes(annotation: Annotation): Box[] {
  if (annotation.confounder || annotation.fault !== undefined) return [];
  return annotatedBoxes(annotation).filter((box) => boxArea(box) > 0);
}

/** The first of equal ones. */
export function largestOf(boxes: readonly Box[]): Box {
  return boxes.reduce((best, box) => (boxArea(box) > boxArea(best) ? box : best));
}
