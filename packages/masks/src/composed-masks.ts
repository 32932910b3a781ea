import { floatTensor, itemOf, type MaskParts, type Masks, type MaskSet } from '@camscope/core';
import { matmul } from '@camscope/onnx/expressions';
import { checkedComposition, type MaskComposition } from './composition.ts';
import { distinct } from './distinct.ts';
import { stepsWithin, wholeSteps } from './steps.ts';

export interface ComposedMasks {
  /** Tells one recipe from another: masks are the same when recipe and image size are. Leave the count out. */
  readonly recipe: Readonly<Record<string, string | number | boolean>>;
  /** `sum`: Σ weight · mask. `mean`: that, over Σ mask; 0 where no mask reaches. `cells`: the weights are those of cells. */
  readonly combine: 'sum' | 'mean' | 'cells';
  /** The masks that a map is made of are a multiple of this many, at least one. */
  readonly step?: number;
  /** The masks over an image of that size. */
  over(height: number, width: number): MaskComposition;
}

/**
 * Masks over the image as products of small matrices, [B,1,H,W] = rows · grid · columns; nothing as large as an image
 * is fed or kept. The map is made of the masks themselves, at the image's resolution, or of the cells of their grids.
 */
export function composedMasks(given: ComposedMasks): Masks {
  const compositionOf = remembered((height: number, width: number) =>
    checkedComposition(given.over(height, width), height, width),
  );
  const { recipe, step = 1 } = given;
  return {
    ofActivations: false,
    inputs: ({ image: [, height, width] }) => {
      const [s, t] = compositionOf(height, width).grid;
      return {
        rows: { shape: [1, height, s] },
        grid: { shape: [1, s, t] },
        columns: { shape: [1, t, width] },
      };
    },
    mask: ({ rows, grid, columns }) => matmul(matmul(rows, grid), columns),
    over: ({ sizes: { image } }) => setOf(given, compositionOf(image[1], image[2]), image[1], image[2]),
    identity: ({ image: [, height, width] }, budget) => {
      const { count } = compositionOf(height, width);
      return ['composed', recipe, wholeSteps(Math.min(count, budget), step)];
    },
  };
}

function setOf(
  { combine, step = 1 }: ComposedMasks,
  composition: MaskComposition,
  height: number,
  width: number,
): MaskSet {
  const { count, rows, columns, mask } = composition;
  const [s, t] = composition.grid;
  const parts: MaskParts = { count: s * t, kept: (k) => mask(k).grid };
  return {
    ...distinct(count),
    taken: (budget) => stepsWithin(Math.min(count, budget), step),
    parts: combine === 'cells' ? parts : undefined,
    feeds: (chosen, scratch) => {
      const made = chosen.map((k) => mask(k));
      const stacked = (matrices: readonly Float32Array[], size: readonly number[]) => {
        const dims = [matrices.length, 1, ...size];
        const all = floatTensor(scratch.take('float32', dims), dims);
        matrices.forEach((matrix, i) => itemOf(all, i).data.set(matrix));
        return all;
      };
      return {
        rows: stacked(
          made.map(({ row }) => rows[row]),
          [height, s],
        ),
        grid: stacked(
          made.map(({ grid }) => grid),
          [s, t],
        ),
        columns: stacked(
          made.map(({ column }) => columns[column]),
          [t, width],
        ),
      };
    },
    maps: (chosen, weights) => {
      if (combine === 'cells') return weights.map((list) => floatTensor(Float32Array.from(list), [1, s, t]));
      const sum = (list: ArrayLike<number>) => weightedSum(composition, chosen, list, height, width);
      const cover = combine === 'mean' ? sum(new Float64Array(chosen.length).fill(1)) : undefined;
      return weights.map((list) => {
        const total = sum(list);
        const map = cover ? total.map((value, i) => (cover[i] === 0 ? 0 : value / cover[i])) : total;
        return floatTensor(Float32Array.from(map), [1, height, width]);
      });
    },
  };
}

/** What was computed last, for the same image size. */
function remembered<T>(compute: (height: number, width: number) => T) {
  let last: { readonly size: string; readonly value: T } | undefined;
  return (height: number, width: number): T => {
    const size = `${height}×${width}`;
    if (last?.size !== size) last = { size, value: compute(height, width) };
    return last.value;
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
