import { sobolSequence } from '@camscope/masks';

/**
 * Grids of a replicated design, one design after another: of a Sobol sequence's points of twice as many dimensions as there are cells,
 * the first half a; the second half b; and for each cell, a with that cell of b.
 */
export function replicatedDesign(cells: number, designs: number): (index: number) => Float32Array {
  const dimensions = cells * cells;
  const points = sobolSequence(2 * dimensions, designs);
  return (index) => {
    const point = points[Math.floor(index / (dimensions + 2))];
    const role = index % (dimensions + 2);
    if (role === 1) return Float32Array.from(point.subarray(dimensions));
    const grid = Float32Array.from(point.subarray(0, dimensions));
    if (role > 1) grid[role - 2] = point[dimensions + role - 2];
    return grid;
  };
}

/**
 * Jansen's total indices, Σ_n (f(a_n) − f(a_n with cell i of b_n))² / (2 N · variance), 0 where scores do not vary. doi:10.1016/S0010-4655(98)00154-4.
 * @param scores in the order of the design.
 * @param over of whose scores the variance is: those of a, or of a and b.
 */
export function totalIndices(scores: Float64Array, cells: number, over: 'a' | 'both'): Float64Array {
  const size = cells * cells + 2;
  const designs = scores.length / size;
  const first = scores.filter((_, i) => i % size === 0);
  const both = scores.filter((_, i) => i % size < 2);
  const spread = variance(over === 'a' ? first : both);
  return Float64Array.from({ length: size - 2 }, (_, cell) => {
    const squares = first.reduce((sum, score, n) => sum + (score - scores[n * size + 2 + cell]) ** 2, 0);
    return spread > 0 ? squares / (2 * designs * spread) : 0;
  });
}

/** Of a sample, by one less than its size. */
function variance(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return squares / Math.max(1, values.length - 1);
}
