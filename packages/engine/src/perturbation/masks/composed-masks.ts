import { floatTensor, itemOf, type ComposedMasks, type MaskComposition } from '@camscope/core';
import { NAMES } from '@camscope/onnx';
import { distinct, indices, type MaskSet } from './mask-set.ts';

/** Products of small matrices, over an image of that size. */
export function composedMasks(masks: ComposedMasks, [height, width]: readonly [number, number]): MaskSet {
  const composition = masks.over(height, width);
  const { count, rows, columns, mask } = composition;
  const [s, t] = composition.grid;
  return {
    ...distinct,
    count,
    order: indices(count),
    most: count,
    feeds: (chosen, scratch) => {
      const parts = chosen.map((k) => mask(k));
      const stacked = (matrices: readonly Float32Array[], size: readonly number[]) => {
        const dims = [matrices.length, ...size];
        const all = floatTensor(scratch.take('float32', dims), dims);
        matrices.forEach((matrix, i) => itemOf(all, i).data.set(matrix));
        return all;
      };
      return {
        [NAMES.rows]: stacked(
          parts.map((part) => rows[part.row]),
          [height, s],
        ),
        [NAMES.grid]: stacked(
          parts.map((part) => part.grid),
          [s, t],
        ),
        [NAMES.columns]: stacked(
          parts.map((part) => columns[part.column]),
          [t, width],
        ),
      };
    },
    mass: () => 1,
    maps: (chosen, weights) => {
      const sum = (list: ArrayLike<number>) => weightedSum(composition, chosen, list, height, width);
      const cover = masks.combine === 'mean' ? sum(new Float64Array(chosen.length).fill(1)) : undefined;
      return weights.map((list) => {
        const total = sum(list);
        const map = cover ? total.map((value, i) => (cover[i] === 0 ? 0 : value / cover[i])) : total;
        return floatTensor(Float32Array.from(map), [1, height, width]);
      });
    },
  };
}

/**
 * Σ weight · rows·grid·columns [H,W]. Grids that share both matrices are added up first, then products that share their
 * rows, so that the cost hangs on the number of matrices, not of masks.
 */
function weightedSum(
  { grid: [s, t], rows, columns, mask }: MaskComposition,
  chosen: readonly number[],
  weights: ArrayLike<number>,
  height: number,
  width: number,
): Float64Array {
  const grids = new Map<number, Map<number, Float64Array>>();
  chosen.forEach((k, i) => {
    const { grid, row, column } = mask(k);
    let ofRow = grids.get(row);
    if (!ofRow) grids.set(row, (ofRow = new Map()));
    let sum = ofRow.get(column);
    if (!sum) ofRow.set(column, (sum = new Float64Array(s * t)));
    for (let j = 0; j < grid.length; j++) sum[j] += weights[i] * grid[j];
  });
  const total = new Float64Array(height * width);
  for (const [row, ofRow] of grids) {
    const wide = new Float64Array(s * width);
    for (const [column, grid] of ofRow) addProduct(wide, grid, columns[column], s, t, width);
    addProduct(total, rows[row], wide, height, s, width);
  }
  return total;
}

/** out [m,n] += a [m,k] · b [k,n] */
function addProduct(
  out: Float64Array,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  m: number,
  k: number,
  n: number,
): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < k; j++) {
      const factor = a[i * k + j];
      if (factor === 0) continue;
      for (let l = 0; l < n; l++) out[i * n + l] += factor * b[j * n + l];
    }
  }
}
