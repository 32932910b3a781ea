/** The area under a curve over the span of its x, by trapezoids; the one value of a curve of one point. */
export function areaUnder(points: readonly (readonly [x: number, y: number])[]): number {
  const span = points[points.length - 1][0] - points[0][0];
  if (span === 0) return points[0][1];
  let area = 0;
  for (let i = 1; i < points.length; i++) {
    area += ((points[i][0] - points[i - 1][0]) * (points[i][1] + points[i - 1][1])) / 2;
  }
  return area / span;
}
