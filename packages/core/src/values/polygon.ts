/** A place in an image: pixel (column c, row r) covers [c, c + 1) × [r, r + 1), origin top left. */
export type Point = readonly [x: number, y: number];

/** A closed outline, in pixels of the original image; the last point is joined to the first. */
export type Polygon = readonly Point[];
