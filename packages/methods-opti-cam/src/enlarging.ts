import { upsample, type UpsampleKernel } from '@camscope/pixels';

/** Enlarging a map [h·w] to [H·W], a linear step, and its way back. */
export interface Enlarging {
  forward(map: Float64Array): Float64Array;
  backward(gradient: Float64Array): Float64Array;
}

/** From the last two of `maps` to the last two of `image`. */
export function enlarging(
  [, h, w]: readonly number[],
  [, height, width]: readonly number[],
  kernel: UpsampleKernel,
): Enlarging {
  const down = matrixOf(h, height, kernel);
  const across = matrixOf(w, width, kernel);
  return {
    forward: (map) =>
      product(product(down, map, [height, h, w]), transposed(across, width), [height, w, width]),
    backward: (gradient) =>
      product(product(transposed(down, height), gradient, [h, height, width]), across, [h, width, w]),
  };
}

/** What an axis of `from` samples becomes, [to,from]: each of its columns is a peak enlarged. */
function matrixOf(from: number, to: number, kernel: UpsampleKernel): Float64Array {
  const peaks = Float32Array.from({ length: from * from }, (_, i) => (i % (from + 1) === 0 ? 1 : 0));
  const { data } = upsample({ width: from, height: from, data: peaks }, { width: from, height: to }, kernel);
  return Float64Array.from(data);
}

/** Of [rows,inner] and [inner,columns]. */
function product(
  a: Float64Array,
  b: Float64Array,
  [rows, inner, columns]: readonly [number, number, number],
): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let y = 0; y < rows; y++) {
    for (let k = 0; k < inner; k++) {
      const factor = a[y * inner + k];
      if (factor === 0) continue;
      for (let x = 0; x < columns; x++) result[y * columns + x] += factor * b[k * columns + x];
    }
  }
  return result;
}

function transposed(matrix: Float64Array, rows: number): Float64Array {
  const columns = matrix.length / rows;
  return matrix.map((_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]);
}
