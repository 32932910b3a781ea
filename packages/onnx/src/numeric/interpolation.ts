/** Which elements a result is mixed from, and with what weights: one sparse row of a linear map. */
export type Row = readonly (readonly [index: number, weight: number])[];

/** Linear interpolation at `x` between elements 0 … size − 1, the edge elements continued. */
export function linearRow(x: number, size: number): Row {
  const inside = Math.min(Math.max(x, 0), size - 1);
  const low = Math.floor(inside);
  const part = inside - low;
  return part === 0
    ? [[low, 1]]
    : [
        [low, 1 - part],
        [low + 1, part],
      ];
}

/**
 * Cubic convolution at `x` (Keys 1981) with coefficient `a`.
 * @param outside what places past the edge stand for: the edge element, or nothing (weights are then rescaled).
 */
export function cubicRow(x: number, size: number, a: number, outside: 'edge' | 'nothing'): Row {
  const floor = Math.floor(x);
  const taps = [-1, 0, 1, 2].map((tap) => [floor + tap, cubicKernel(Math.abs(floor + tap - x), a)] as const);
  if (outside === 'edge')
    return taps.map(([place, weight]) => [Math.min(Math.max(place, 0), size - 1), weight]);
  const inside = taps.filter(([place]) => place >= 0 && place < size);
  const total = inside.reduce((sum, [, weight]) => sum + weight, 0);
  return inside.map(([place, weight]) => [place, weight / total]);
}

/** Half-pixel coordinates: the place in `size` elements of the centre of element `k` of `length`. */
export function halfPixel(k: number, size: number, length: number): number {
  return ((k + 0.5) * size) / length - 0.5;
}

/** How a map is enlarged, as by `torch.nn.functional.interpolate`; cubic with a = −0.75. */
export const kernels = {
  bilinear: (k: number, size: number, length: number) => linearRow(halfPixel(k, size, length), size),
  'bilinear-align-corners': (k: number, size: number, length: number) =>
    linearRow(length > 1 ? (k * (size - 1)) / (length - 1) : 0, size),
  bicubic: (k: number, size: number, length: number) =>
    cubicRow(halfPixel(k, size, length), size, -0.75, 'edge'),
  nearest: (k: number, size: number, length: number): Row => [[Math.floor((k * size) / length), 1]],
} as const;
export type UpsampleKernel = keyof typeof kernels;

/** Rows as a dense row-major matrix [rows,size]. */
export function matrixOf(rows: readonly Row[], size: number): Float32Array {
  const matrix = new Float32Array(rows.length * size);
  rows.forEach((row, out) => {
    for (const [index, weight] of row) matrix[out * size + index] += weight;
  });
  return matrix;
}

function cubicKernel(d: number, a: number): number {
  if (d <= 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
}
