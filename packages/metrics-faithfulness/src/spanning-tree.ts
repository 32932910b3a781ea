import type { Size } from '@camscope/pixels';
import type { Points } from './points.ts';

/** Pairs of places by the square of their distance: indices, two by two. */
type Edges = Map<number, number[]>;

/**
 * The length of the shortest forest that joins places of a grid, each to its nearest neighbours and to those whose nearest it is
 * (Kruskal 1956, doi:10.1090/S0002-9939-1956-0078686-7).
 * @param neighbours how many; all that are as far as the last of them count.
 */
export function forestLength(points: Points, grid: Size, neighbours: number): number {
  const parents = Int32Array.from({ length: points.length / 2 }, (_, i) => i);
  const rootOf = (i: number) => {
    while (parents[i] !== i) i = parents[i] = parents[parents[i]];
    return i;
  };
  let length = 0;
  const edges = nearest(points, grid, Math.min(neighbours, parents.length - 1));
  for (const [squared, pairs] of [...edges].sort(([a], [b]) => a - b))
    for (let i = 0; i < pairs.length; i += 2) {
      const [a, b] = [rootOf(pairs[i]), rootOf(pairs[i + 1])];
      if (a === b) continue;
      parents[a] = b;
      length += Math.sqrt(squared);
    }
  return length;
}

/** Looks around each place, farther where there are too few others near it. */
function nearest(points: Points, grid: Size, neighbours: number): Edges {
  const at = new Int32Array(grid.width * grid.height).fill(-1);
  for (let i = 0; i < points.length / 2; i++) at[points[2 * i + 1] * grid.width + points[2 * i]] = i;
  const edges: Edges = new Map();
  let radius = 4;
  let offsets = offsetsWithin(radius);
  for (let from = 0; from < points.length / 2;) {
    const found = around(from, points, at, grid, offsets);
    const last = found[neighbours - 1]?.squared ?? Infinity;
    if (last > radius ** 2) {
      offsets = offsetsWithin((radius *= 2));
      continue;
    }
    for (const { to, squared } of found)
      if (squared <= last) {
        const pairs = edges.get(squared) ?? [];
        edges.set(squared, pairs);
        pairs.push(from, to);
      }
    from++;
  }
  return edges;
}

function around(
  from: number,
  points: Points,
  at: Int32Array,
  { width, height }: Size,
  offsets: readonly Offset[],
) {
  const found: { to: number; squared: number }[] = [];
  for (const { dx, dy, squared } of offsets) {
    const [x, y] = [points[2 * from] + dx, points[2 * from + 1] + dy];
    if (x < 0 || x >= width || y < 0 || y >= height) continue;
    const to = at[y * width + x];
    if (to >= 0) found.push({ to, squared });
  }
  return found;
}

interface Offset {
  readonly dx: number;
  readonly dy: number;
  readonly squared: number;
}

/** Steps to the places within a circle, the shortest first. */
function offsetsWithin(radius: number): Offset[] {
  const offsets: Offset[] = [];
  for (let dy = -radius; dy <= radius; dy++)
    for (let dx = -radius; dx <= radius; dx++) {
      const squared = dx * dx + dy * dy;
      if (squared > 0 && squared <= radius ** 2) offsets.push({ dx, dy, squared });
    }
  return offsets.sort((a, b) => a.squared - b.squared);
}
