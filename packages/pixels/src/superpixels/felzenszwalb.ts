import { gaussianFilter } from '../filter/gaussian.ts';
import type { Segments } from './segments.ts';

export interface FelzenszwalbOptions {
  /** The larger, the larger segments become: differences within a segment count less by `scale / 255` over its pixels. */
  readonly scale: number;
  /** Pixels: what is smaller goes to a neighbour. */
  readonly smallest: number;
}

/** Deviations of the Gaussian. */
const TRUNCATE = 4;

/**
 * Felzenszwalb and Huttenlocher's segments, joined along a graph of neighbouring pixels from the least difference on, and numbered in the
 * order of their first pixels; doi:10.1023/B:VISI.0000022288.19776.77. As scikit-image 0.26's `felzenszwalb`, but that
 * equal differences count in the order right, down, down right, up right, row by row.
 * @param image [C,H,W]; colours differ by the length of their difference.
 * @param sigma standard deviation in pixels of the Gaussian that smooths the image first.
 * @returns the segments at any scale, of which all share the sorted graph.
 */
export function felzenszwalb(
  image: Float32Array,
  [channels, height, width]: readonly [number, number, number],
  sigma: number,
): (options: FelzenszwalbOptions) => Segments {
  const size = height * width;
  const smooth = Array.from({ length: channels }, (_, c) => {
    const data = image.subarray(c * size, (c + 1) * size);
    return gaussianFilter({ width, height, data }, sigma, TRUNCATE, 'reflect').data;
  });
  const { from, to, costs } = edgesOf(smooth, height, width);
  const order = orderOf(costs);
  return ({ scale, smallest }) => {
    const forest = new Forest(size);
    const inner = new Float64Array(size);
    for (const edge of order) {
      const [a, b] = [forest.rootOf(from[edge]), forest.rootOf(to[edge])];
      if (a === b) continue;
      const allowed = (root: number) => inner[root] + scale / 255 / forest.sizes[root];
      if (costs[edge] < Math.min(allowed(a), allowed(b))) inner[forest.join(a, b)] = costs[edge];
    }
    for (const edge of order) {
      const [a, b] = [forest.rootOf(from[edge]), forest.rootOf(to[edge])];
      if (a !== b && Math.min(forest.sizes[a], forest.sizes[b]) < smallest) forest.join(a, b);
    }
    return forest.segments();
  };
}

interface Edges {
  /** Pixels. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly costs: Float64Array;
}

/** Pixels and their neighbours to the right, below, below right and above right. */
function edgesOf(channels: readonly Float32Array[], height: number, width: number): Edges {
  const [inRows, inColumns, slanted] = [
    height * (width - 1),
    (height - 1) * width,
    (height - 1) * (width - 1),
  ];
  const count = inRows + inColumns + 2 * slanted;
  const edges = { from: new Int32Array(count), to: new Int32Array(count), costs: new Float64Array(count) };
  let edge = 0;
  const add = (from: number, to: number) => {
    const square = channels.reduce((sum, channel) => sum + (channel[to] - channel[from]) ** 2, 0);
    edges.from[edge] = from;
    edges.to[edge] = to;
    edges.costs[edge++] = Math.sqrt(square);
  };
  for (const [dy, dx] of [
    [0, 1],
    [1, 0],
    [1, 1],
    [-1, 1],
  ]) {
    for (let y = Math.max(0, -dy); y < height - Math.max(0, dy); y++)
      for (let x = 0; x < width - dx; x++) add(y * width + x, (y + dy) * width + x + dx);
  }
  return edges;
}

/** Indices from the least cost on; of equal costs, the first comes first. */
function orderOf(costs: Float64Array): Uint32Array {
  return Uint32Array.from(costs, (_, i) => i).sort((a, b) => costs[a] - costs[b] || a - b);
}

/** Sets of pixels, each known by its first. */
class Forest {
  /** Of the sets, by their first pixels. */
  readonly sizes: Int32Array;
  readonly #parents: Int32Array;

  constructor(size: number) {
    this.sizes = new Int32Array(size).fill(1);
    this.#parents = Int32Array.from({ length: size }, (_, i) => i);
  }

  rootOf(place: number): number {
    const parents = this.#parents;
    while (parents[place] !== place) place = parents[place] = parents[parents[place]];
    return place;
  }

  /** Makes one of two sets, given by their first pixels, and gives that of both. */
  join(a: number, b: number): number {
    const [first, second] = a < b ? [a, b] : [b, a];
    this.#parents[second] = first;
    this.sizes[first] += this.sizes[second];
    return first;
  }

  segments(): Segments {
    const numbers = new Map<number, number>();
    const labels = this.#parents.map((_, place) => {
      const root = this.rootOf(place);
      if (!numbers.has(root)) numbers.set(root, numbers.size);
      return numbers.get(root)!;
    });
    return { count: numbers.size, labels };
  }
}
