import { floatTensor, type FloatTensor } from '@camscope/core';

/** Step of the central differences. */
const STEP = 1e-2;

/** max |a − b| / max |b|. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = a.length === b.length ? 0 : Infinity;
  let scale = 0;
  for (let i = 0; i < b.length; i++) {
    difference = Math.max(difference, Number.isNaN(a[i]) ? Infinity : Math.abs(a[i] - b[i]));
    scale = Math.max(scale, Math.abs(b[i]));
  }
  return difference / (scale || 1);
}

/**
 * ∂(v·y)/∂x by stepping each element of x both ways, all steps in one batch.
 * @param x [1,…]
 * @param v [1,…], shaped like y.
 */
export async function centralDifferences(
  x: FloatTensor,
  v: FloatTensor,
  forward: (batch: FloatTensor) => Promise<FloatTensor>,
): Promise<Float64Array> {
  const n = x.data.length;
  const batch = repeated(x, 2 * n);
  for (let i = 0; i < n; i++) {
    batch.data[2 * i * n + i] += STEP;
    batch.data[(2 * i + 1) * n + i] -= STEP;
  }
  const y = await forward(batch);
  const size = v.data.length;
  const along = (row: number) => v.data.reduce((sum, weight, j) => sum + weight * y.data[row * size + j], 0);
  return Float64Array.from({ length: n }, (_, i) => {
    const span = batch.data[2 * i * n + i] - batch.data[(2 * i + 1) * n + i];
    return (along(2 * i) - along(2 * i + 1)) / span;
  });
}

/** [1,…] as [times,…]. */
export function repeated(tensor: FloatTensor, times: number): FloatTensor {
  const data = new Float32Array(tensor.data.length * times);
  for (let i = 0; i < times; i++) data.set(tensor.data, i * tensor.data.length);
  return floatTensor(data, [times, ...tensor.dims.slice(1)]);
}
