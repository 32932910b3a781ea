import { boxArea, intersectBoxes, type Annotation, type Box, type MaskRuns } from '@camscope/core';
import { annotatedMask, maskArea, wholeOf, type Size } from '@camscope/pixels';

/** Where a finding was drawn: the reader's mask, else the outlines, else the boxes as they are, not rounded to pixels. */
export interface AnnotatedArea {
  /** Of the image, in [0, 1]. */
  readonly share: number;
  /** Whether a place, in pixels of the frame, is in it. */
  holds(x: number, y: number): boolean;
}

export function annotatedArea(annotation: Annotation, frame: Size): AnnotatedArea {
  const pixels = frame.width * frame.height;
  if (annotation.mask) return areaOfRuns(annotation.mask);
  if (annotation.contours) {
    const mask = annotatedMask(annotation, frame.width, frame.height);
    const holds = (x: number, y: number) => mask.data[Math.floor(y) * mask.width + Math.floor(x)] === 1;
    return { share: maskArea(mask) / pixels, holds };
  }
  const boxes = annotation.boxes.map((box) => intersectBoxes(box, wholeOf(frame)));
  return {
    share: unionArea(boxes) / pixels,
    holds: (x, y) => boxes.some(({ x0, y0, x1, y1 }) => x >= x0 && x < x1 && y >= y0 && y < y1),
  };
}

function areaOfRuns({ width, height, runs }: MaskRuns): AnnotatedArea {
  const area = runs.reduce((sum, run, i) => sum + (i % 2) * run, 0);
  return {
    share: area / (width * height),
    holds(x, y) {
      let left = Math.floor(x) * height + Math.floor(y);
      return runs.findIndex((run) => (left -= run) < 0) % 2 === 1;
    },
  };
}

/** In square pixels, what several boxes cover counted once: strip by strip between their left and right edges. */
function unionArea(boxes: readonly Box[]): number {
  const [only] = boxes;
  if (boxes.length === 1) return boxArea(only);
  const edges = [...new Set(boxes.flatMap(({ x0, x1 }) => [x0, x1]))].sort((a, b) => a - b);
  return edges.slice(1).reduce((area, to, i) => {
    const from = edges[i];
    return area + (to - from) * coveredHeight(boxes.filter(({ x0, x1 }) => x0 <= from && x1 >= to));
  }, 0);
}

function coveredHeight(boxes: readonly Box[]): number {
  let covered = 0;
  let end = -Infinity;
  for (const { y0, y1 } of [...boxes].sort((a, b) => a.y0 - b.y0)) {
    covered += Math.max(0, y1 - Math.max(y0, end));
    end = Math.max(end, y1);
  }
  return covered;
}
