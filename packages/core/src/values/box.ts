/**
 * A half-open box [x0, x1) × [y0, y1) in pixels of the original image, origin top left. Floats are allowed:
 * a radiologist's box is never rounded.
 */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Area in square pixels; 0 for an empty box. */
export function boxArea(box: Box): number {
  return Math.max(0, box.x1 - box.x0) * Math.max(0, box.y1 - box.y0);
}

/** The common part of two boxes, which may be empty (`x1 <= x0` or `y1 <= y0`). */
export function intersectBoxes(a: Box, b: Box): Box {
  return {
    x0: Math.max(a.x0, b.x0),
    y0: Math.max(a.y0, b.y0),
    x1: Math.min(a.x1, b.x1),
    y1: Math.min(a.y1, b.y1),
  };
}

/** Intersection over union in [0, 1]; 0 when both boxes are empty. */
export function boxIou(a: Box, b: Box): number {
  const intersection = boxArea(intersectBoxes(a, b));
  const union = boxArea(a) + boxArea(b) - intersection;
  return union > 0 ? intersection / union : 0;
}
