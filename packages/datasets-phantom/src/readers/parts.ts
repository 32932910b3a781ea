import type { Box, Mask } from '@camscope/core';
import { connectedSpans } from '@camscope/pixels';

/** Parts of a finding nearer to each other than this share of the image's width are one part. */
const GAP = 0.06;
/** Splinters smaller than this share of the finding have no box. */
const SPLINTER = 0.05;

/** Tight boxes around the parts of a finding, from left to right: one for each lung that it is in, as a rule. */
export function partsOf(mask: Mask): Box[] {
  const { components } = connectedSpans(mask, 8);
  const area = components.reduce((sum, component) => sum + component.area, 0);
  const boxes: Box[] = [];
  for (const component of components) {
    if (component.area < SPLINTER * area) continue;
    let box = component.box;
    for (
      let near = indexNear(boxes, box, GAP * mask.width);
      near >= 0;
      near = indexNear(boxes, box, GAP * mask.width)
    ) {
      box = around(box, boxes.splice(near, 1)[0]);
    }
    boxes.push(box);
  }
  return boxes.sort((a, b) => a.x0 - b.x0);
}

function indexNear(boxes: readonly Box[], box: Box, gap: number): number {
  return boxes.findIndex(
    (other) =>
      other.x0 - box.x1 < gap &&
      box.x0 - other.x1 < gap &&
      other.y0 - box.y1 < gap &&
      box.y0 - other.y1 < gap,
  );
}

function around(a: Box, b: Box): Box {
  return {
    x0: Math.min(a.x0, b.x0),
    y0: Math.min(a.y0, b.y0),
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
  };
}
