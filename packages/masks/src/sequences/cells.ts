import type { MaskComposition } from '../composition.ts';

/** Masks over an image as grids of as many cells along each side, each pixel in the cell in which its centre lies. */
export function cellMasks(
  cells: number,
  count: number,
  grid: (index: number) => Float32Array,
): (height: number, width: number) => MaskComposition {
  return (height, width) => ({
    count,
    grid: [cells, cells],
    rows: [membership(height, cells, (y, cell) => y * cells + cell)],
    columns: [membership(width, cells, (x, cell) => cell * width + x)],
    mask: (index) => ({ grid: grid(index), row: 0, column: 0 }),
  });
}

/** A 1 for each pixel along a side at the cell that it lies in. */
function membership(
  length: number,
  cells: number,
  at: (pixel: number, cell: number) => number,
): Float32Array {
  const matrix = new Float32Array(length * cells);
  for (let i = 0; i < length; i++) matrix[at(i, Math.floor(((i + 0.5) * cells) / length))] = 1;
  return matrix;
}
