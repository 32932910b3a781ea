import type { MaskComposition } from '@camscope/masks';
import { random } from '@camscope/onnx/expressions';

export interface MaskRecipe {
  /** Number of masks. */
  readonly count: number;
  /** Cells of a grid along each side. */
  readonly cells: number;
  /** Of a cell to be kept. */
  readonly probability: number;
  readonly seed: number;
  /** Beyond the centres of the outermost cells: those continued, or the grid mirrored about them. */
  readonly border: 'continued' | 'mirrored';
}

/**
 * RISE's masks [H,W]: a grid of random zeros and ones, enlarged to one cell more than the image (bilinear, half-pixel
 * centres) and cropped at a random shift of less than a cell. All draws are of one sequence, mask by mask.
 */
export function riseMasks(recipe: MaskRecipe, height: number, width: number): MaskComposition {
  const { count, cells, border } = recipe;
  const area = cells ** 2;
  const cellHeight = Math.ceil(height / cells);
  const cellWidth = Math.ceil(width / cells);
  const next = random(recipe.seed);
  const kept = new Uint8Array(count * area);
  const shifts = Array.from({ length: count }, (_, k) => {
    for (let i = 0; i < area; i++) kept[k * area + i] = next() < recipe.probability ? 1 : 0;
    return { row: Math.floor(next() * cellHeight), column: Math.floor(next() * cellWidth) };
  });
  return {
    count,
    grid: [cells, cells],
    rows: crops(cells, cellHeight, height, border),
    columns: crops(cells, cellWidth, width, border).map((crop) => transposed(crop, width, cells)),
    mask: (k) => ({ grid: Float32Array.from(kept.subarray(k * area, (k + 1) * area)), ...shifts[k] }),
  };
}

/** For every shift the matrix [length,cells] that enlarges a column of cells and crops it. */
function crops(cells: number, cell: number, length: number, border: MaskRecipe['border']): Float32Array[] {
  const last = cells - 1;
  const within = (at: number) =>
    border === 'continued' ? Math.min(Math.max(at, 0), last) : last - Math.abs(last - Math.abs(at));
  return Array.from({ length: cell }, (_, shift) => {
    const matrix = new Float32Array(length * cells);
    for (let i = 0; i < length; i++) {
      const at = within(((i + shift + 0.5) * cells) / ((cells + 1) * cell) - 0.5);
      const below = Math.min(Math.floor(at), cells - 2);
      matrix[i * cells + below] = 1 - (at - below);
      matrix[i * cells + below + 1] = at - below;
    }
    return matrix;
  });
}

function transposed(matrix: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(matrix, (_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]);
}
