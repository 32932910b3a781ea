import type { Mask, Point } from '@camscope/core';
import { connectedSpans, rasterisePolygons } from '@camscope/pixels';

/** The pixels in the convex hull of a mask. */
export function convexHull(mask: Mask): Mask {
  const { starts, ends, firstOfRow } = connectedSpans(mask, 8);
  const corners: Point[] = [];
  for (let y = 0; y < mask.height; y++) {
    const [first, last] = [firstOfRow[y], firstOfRow[y + 1] - 1];
    if (last < first) continue;
    const [left, right] = [starts[first], ends[last]];
    corners.push([left, y], [right, y], [left, y + 1], [right, y + 1]);
  }
  corners.sort(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const hull = [...chain(corners), ...chain(corners.reverse())];
  return rasterisePolygons([hull], mask.width, mask.height);
}

/** One side of the hull of sorted points, without its last (Andrew's monotone chain). */
function chain(points: readonly Point[]): Point[] {
  const side: Point[] = [];
  for (const point of points) {
    while (side.length > 1 && !turnsLeft(side[side.length - 2], side[side.length - 1], point)) side.pop();
    side.push(point);
  }
  return side.slice(0, -1);
}

function turnsLeft([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): boolean {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) > 0;
}
