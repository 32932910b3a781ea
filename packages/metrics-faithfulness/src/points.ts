/** Places of a grid, x and y in turns. */
export type Points = Int32Array;

/** The area of the convex hull of places that are listed row by row, by Andrew's chains (doi:10.1016/0020-0190(79)90072-3). */
export function hullArea(points: Points): number {
  const hull = [...chain(points, 1), ...chain(points, -1)];
  let twice = 0;
  for (let i = 0; i < hull.length; i++) {
    const [a, b] = [hull[i], hull[(i + 1) % hull.length]];
    twice += points[2 * a] * points[2 * b + 1] - points[2 * b] * points[2 * a + 1];
  }
  return Math.abs(twice) / 2;
}

/** Half of the hull, without the last place, at which the other half begins. */
function chain(points: Points, step: 1 | -1): number[] {
  const count = points.length / 2;
  const kept: number[] = [];
  for (let n = 0, i = step > 0 ? 0 : count - 1; n < count; n++, i += step) {
    while (kept.length > 1 && turn(points, kept[kept.length - 2], kept[kept.length - 1], i) <= 0) kept.pop();
    kept.push(i);
  }
  return kept.slice(0, -1);
}

function turn(points: Points, a: number, b: number, c: number): number {
  const [x, y] = [points[2 * a], points[2 * a + 1]];
  return (points[2 * b] - x) * (points[2 * c + 1] - y) - (points[2 * b + 1] - y) * (points[2 * c] - x);
}
