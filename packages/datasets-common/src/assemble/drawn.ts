import type { Annotation, Box, Fixation, MaskRuns, Polygon, Sample } from '@camscope/core';
import { boxOfPolygon } from '@camscope/pixels';
import { boxesOfParts } from '../masks/parts.ts';

/** A box by its corner and sides. */
export function boxOfSides(x: number, y: number, width: number, height: number): Box {
  return { x0: x, y0: y, x1: x + width, y1: y + height };
}

/** Outlines, with a box around each. */
export function outlined(label: string, outlines: readonly Polygon[], reader?: string): Annotation {
  return { label, boxes: outlines.map(boxOfPolygon), contours: outlines, ...(reader && { reader }) };
}

/** A mask, with a box around each part; without a pixel inside, nothing was seen. */
export function masked(label: string, mask: MaskRuns, reader?: string): Annotation | undefined {
  const boxes = boxesOfParts(mask);
  return boxes.length === 0 ? undefined : { label, boxes, mask, ...(reader && { reader }) };
}

/**
 * Where a reader looked in a whole reading, as an annotation of each label that it stands for: of those present, or of all that
 * are known.
 */
export function looked(
  fixations: readonly Fixation[],
  labels: Sample['labels'],
  standsFor: 'present' | 'known',
  reader?: string,
): Annotation[] {
  if (fixations.length === 0) return [];
  return Object.entries(labels)
    .filter(([, value]) => value === 1 || standsFor === 'known')
    .map(([label]) => ({ label, boxes: [], fixations, ...(reader && { reader }) }));
}

/**
 * The outline of an ellipse within a box, whose points lie on it.
 * @param points at least 3.
 */
export function ellipseIn({ x0, y0, x1, y1 }: Box, points = 64): Polygon {
  const [cx, cy, rx, ry] = [(x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2];
  return Array.from({ length: points }, (_, i) => {
    const angle = (2 * Math.PI * i) / points;
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)] as const;
  });
}

/** Boxes of one label and reader become one annotation, in the order in which they first come. */
export class Boxed {
  readonly #found = new Map<string, { label: string; reader?: string; boxes: Box[] }>();

  add(label: string, box: Box, reader?: string): void {
    const key = JSON.stringify([label, reader]);
    const known = this.#found.get(key);
    if (known) known.boxes.push(box);
    else this.#found.set(key, { label, boxes: [box], ...(reader && { reader }) });
  }

  get annotations(): Annotation[] {
    return [...this.#found.values()];
  }
}
