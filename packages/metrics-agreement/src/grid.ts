import { type AgreementInput, CamscopeError, type Heatmap } from '@camscope/core';
import { z } from 'zod';
import { mapOf } from './inputs.ts';

export const maxSide = z
  .int()
  .min(1)
  .default(256)
  .describe(
    'Maps are averaged over square blocks of pixels, the smallest that leave no more cells on a side',
  );

const known = new WeakMap<Heatmap, Map<number, Heatmap>>();

/**
 * Two maps at the resolution at which they are compared.
 * @throws CamscopeError INTERNAL when there is no map, or their sizes differ.
 */
export function gridsOf(a: AgreementInput, b: AgreementInput, maxCells: number): [Heatmap, Heatmap] {
  const [one, other] = [mapOf(a), mapOf(b)];
  if (one.width !== other.width || one.height !== other.height) {
    throw new CamscopeError('INTERNAL', 'Maps of different sizes cannot be compared', {
      found: `${one.width}×${one.height} and ${other.width}×${other.height}`,
    });
  }
  return [gridOf(one, maxCells), gridOf(other, maxCells)];
}

/** Every cell has the same value. */
export function isConstant({ data }: Heatmap): boolean {
  for (let i = 1; i < data.length; i++) if (data[i] !== data[0]) return false;
  return true;
}

function gridOf(map: Heatmap, maxCells: number): Heatmap {
  const block = Math.ceil(Math.max(map.width, map.height) / maxCells);
  if (block === 1) return map;
  const grids = known.get(map) ?? new Map<number, Heatmap>();
  known.set(map, grids);
  const grid = grids.get(block) ?? averaged(map, block);
  grids.set(block, grid);
  return grid;
}

/** Means of blocks; those at the right and lower edge may be smaller. */
function averaged({ width, height, data }: Heatmap, block: number): Heatmap {
  const columns = Math.ceil(width / block);
  const rows = Math.ceil(height / block);
  const cells = new Float32Array(columns * rows);
  const sums = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const bottom = Math.min(height, (row + 1) * block);
    sums.fill(0);
    for (let y = row * block; y < bottom; y++) {
      for (let x = 0, i = y * width, column = 0; column < columns; column++) {
        let sum = 0;
        for (const end = Math.min(width, x + block); x < end; x++) sum += data[i++];
        sums[column] += sum;
      }
    }
    for (let column = 0; column < columns; column++) {
      const across = Math.min(width, (column + 1) * block) - column * block;
      cells[row * columns + column] = sums[column] / (across * (bottom - row * block));
    }
  }
  return { width: columns, height: rows, data: cells };
}
