import { type Size, upsample } from '@camscope/pixels';

/** Weights of a neighbour at a side and at a corner (Rong et al. 2022). */
const SIDE = 1 / 6;
const CORNER = 1 / 12;

/** One channel, [H,W], in which some pixels are not known. */
export interface Gaps extends Size {
  /** Numbers of unknown pixels are ignored. */
  readonly values: Float64Array;
  /** 0 where a pixel is unknown; at least one must be known. */
  readonly known: Uint8Array;
}

/**
 * The channel with every unknown pixel the weighted mean of its neighbours, known and unknown: 1/6 for those at its
 * sides, 1/12 for those at its corners, divided by their sum at the border. Solved by conjugate gradients from a solution
 * at half the resolution.
 * @param tolerance the residual at which to stop, over the span of the known values.
 */
export function imputeLinearly(gaps: Gaps, tolerance: number): Float64Array {
  const { width, height, values, known } = gaps;
  const result = values.slice();
  const gapsAt = unknownIn(known);
  if (gapsAt.length === 0) return result;
  const [low, high] = spanOf(gaps);
  // Rounding would keep the residual from ever reaching no part of no span.
  if (low === high) return result.fill(low);

  // Grids have a border of one pixel, which is nothing.
  const stride = width + 2;
  const grid = () => new Float64Array(stride * (height + 2));
  const placeOf = (i: number) => (Math.floor(i / width) + 1) * stride + (i % width) + 1;
  const [inside, given, solution, diagonal, residual] = [grid(), grid(), grid(), grid(), grid()];
  const guess = guessOf(gaps, tolerance);
  for (let i = 0; i < known.length; i++) {
    const at = placeOf(i);
    inside[at] = 1;
    if (known[i]) given[at] = values[i];
    else solution[at] = guess[i];
  }
  const unknown = Uint32Array.from(gapsAt, placeOf);
  for (const at of unknown) {
    diagonal[at] = around(inside, at, stride);
    residual[at] = around(given, at, stride) + around(solution, at, stride) - diagonal[at] * solution[at];
  }
  conjugateGradients({ unknown, stride, diagonal, residual, solution }, tolerance * (high - low));
  gapsAt.forEach((i, k) => (result[i] = solution[unknown[k]]));
  return result;
}

interface System {
  readonly unknown: Uint32Array;
  readonly stride: number;
  readonly diagonal: Float64Array;
  readonly residual: Float64Array;
  readonly solution: Float64Array;
}

/** Hestenes and Stiefel 1952, doi:10.6028/jres.049.044, scaled by the diagonal. Changes solution and residual. */
function conjugateGradients({ unknown, stride, diagonal, residual, solution }: System, limit: number): void {
  const direction = new Float64Array(residual.length);
  const applied = new Float64Array(residual.length);
  const count = unknown.length;
  let before = Infinity;
  for (let round = 0; round < count; round++) {
    let product = 0;
    let largest = 0;
    for (let k = 0; k < count; k++) {
      const at = unknown[k];
      product += residual[at] ** 2 / diagonal[at];
      largest = Math.max(largest, Math.abs(residual[at]));
    }
    if (largest <= limit) return;
    const turn = product / before;
    before = product;
    for (let k = 0; k < count; k++) {
      const at = unknown[k];
      direction[at] = residual[at] / diagonal[at] + turn * direction[at];
    }
    let curvature = 0;
    for (let k = 0; k < count; k++) {
      const at = unknown[k];
      applied[at] = diagonal[at] * direction[at] - around(direction, at, stride);
      curvature += direction[at] * applied[at];
    }
    const step = product / curvature;
    for (let k = 0; k < count; k++) {
      const at = unknown[k];
      solution[at] += step * direction[at];
      residual[at] -= step * applied[at];
    }
  }
}

/** The weighted sum of a pixel's neighbours. */
function around(grid: Float64Array, at: number, stride: number): number {
  const above = at - stride;
  const below = at + stride;
  return (
    SIDE * (grid[at - 1] + grid[at + 1] + grid[above] + grid[below]) +
    CORNER * (grid[above - 1] + grid[above + 1] + grid[below - 1] + grid[below + 1])
  );
}

/** The channel as it is at half the resolution, where a pixel is the mean of the known ones in it. */
function guessOf({ width, height, values, known }: Gaps, tolerance: number): Float32Array {
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  const sums = new Float64Array(half.width * half.height);
  const counts = new Uint8Array(sums.length);
  for (let i = 0; i < values.length; i++) {
    if (!known[i]) continue;
    const within = (Math.floor(i / width) >> 1) * half.width + ((i % width) >> 1);
    sums[within] += values[i];
    counts[within]++;
  }
  const means = sums.map((sum, i) => sum / counts[i]);
  const solved = imputeLinearly({ ...half, values: means, known: counts }, tolerance);
  return upsample({ ...half, data: Float32Array.from(solved) }, { width, height }, 'bilinear').data;
}

/** The lowest and the highest known value. */
function spanOf({ values, known }: Gaps): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < known.length; i++) {
    if (!known[i]) continue;
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  return [low, high];
}

function unknownIn(known: Uint8Array): number[] {
  const indices: number[] = [];
  for (let i = 0; i < known.length; i++) if (!known[i]) indices.push(i);
  return indices;
}
