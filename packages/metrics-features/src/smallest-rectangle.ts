import type { Point } from '@camscope/core';

export interface Rectangle {
  readonly long: number;
  readonly short: number;
}

/**
 * The sides of the smallest rectangle, at any angle, around some points: one of its sides lies along a side of their
 * convex hull. Freeman and Shapira, CACM 18(7), 1975, doi:10.1145/360881.360919.
 */
export function smallestRectangle(points: readonly Point[]): Rectangle {
  const hull = convexHull(points);
  let smallest: Rectangle = { long: Infinity, short: Infinity };
  for (let i = 0; i < hull.length; i++) {
    const rectangle = rectangleAlong(hull, hull[i], hull[(i + 1) % hull.length]);
    if (rectangle.long * rectangle.short < smallest.long * smallest.short) smallest = rectangle;
  }
  return hull.length > 2 ? smallest : { long: 0, short: 0 };
}

function rectangleAlong(hull: readonly Point[], from: Point, to: Point): Rectangle {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  let [left, right, high] = [0, 0, 0];
  for (const [x, y] of hull) {
    const along = (x - from[0]) * ux + (y - from[1]) * uy;
    const across = Math.abs((y - from[1]) * ux - (x - from[0]) * uy);
    left = Math.min(left, along);
    right = Math.max(right, along);
    high = Math.max(high, across);
  }
  return { long: Math.max(right - left, high), short: Math.min(right - left, high) };
}

/** The corners of the convex hull, in order, without points on its sides. Andrew, Inf. Process. Lett. 9(5), 1979. */
function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return [...chain(sorted), ...chain(sorted.reverse())];
}

/** One half of the hull, without its last point. */
function chain(sorted: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of sorted) {
    while (kept.length > 1 && turn(kept[kept.length - 2], kept[kept.length - 1], point) <= 0) kept.pop();
    kept.push(point);
  }
  return kept.slice(0, -1);
}

/** Positive where the way from a over b to c turns from the x axis towards the y axis. */
function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
