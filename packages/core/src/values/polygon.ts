import type { Box } from './box.ts';

/** A place in an image: pixel (column c, row r) covers [c, c + 1) × [r, r + 1), origin top left. */
export type Point = readonly [x: number, y: number];

/** A closed outline, in pixels of the original image; the last point is joined to the first. */
export type Polygon = readonly Point[];

/** A box's outline: its corners in turn, the one at the top left first. */
export function polygonOfBox({ x0, y0, x1, y1 }: Box): Polygon {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}
