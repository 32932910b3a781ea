import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { riseMasks } from '../src/composition.ts';

const recipe = { count: 40, cells: 4, probability: 0.5, seed: 3, border: 'continued' } as const;

/** Mask k [H,W], by the product that it is. */
function maskOf(masks: ReturnType<typeof riseMasks>, k: number, height: number, width: number): number[] {
  const [s, t] = masks.grid;
  const { grid, row, column } = masks.mask(k);
  const [rows, columns] = [masks.rows[row], masks.columns[column]];
  return Array.from({ length: height * width }, (_, place) => {
    let sum = 0;
    for (let i = 0; i < s; i++) {
      for (let j = 0; j < t; j++) {
        sum +=
          rows[Math.floor(place / width) * s + i] * grid[i * t + j] * columns[j * width + (place % width)];
      }
    }
    return sum;
  });
}

describe('the masks of RISE', () => {
  it('are enlarged to one cell more than the image and cropped', () => {
    // 2 cells of 2 pixels become 6 pixels, at (i + ½)/3 − ½ cells: 0 (from −⅓), 0, ⅓, ⅔, 1, 1 (from 4/3).
    const { rows, columns } = riseMasks({ ...recipe, cells: 2 }, 4, 4);
    expect(rows.map((crop) => [...crop].map((weight) => Math.round(3 * weight)))).toEqual([
      [3, 0, 3, 0, 2, 1, 1, 2],
      [3, 0, 2, 1, 1, 2, 0, 3],
    ]);
    expect(columns.map((crop) => [...crop].map((weight) => Math.round(3 * weight)))).toEqual([
      [3, 3, 2, 1, 0, 0, 1, 2],
      [3, 2, 1, 0, 0, 1, 2, 3],
    ]);
  });

  it('mirror the grid beyond its outermost centres where asked to', () => {
    // At −⅓ cells stands what is at ⅓, at 4/3 what is at ⅔.
    const { rows } = riseMasks({ ...recipe, cells: 2, border: 'mirrored' }, 4, 4);
    expect(rows.map((crop) => [...crop].map((weight) => Math.round(3 * weight)))).toEqual([
      [2, 1, 3, 0, 2, 1, 1, 2],
      [3, 0, 2, 1, 1, 2, 0, 3],
    ]);
  });

  it('are the first ones of any larger number of them', () => {
    const few = riseMasks(recipe, 21, 30);
    const many = riseMasks({ ...recipe, count: 80 }, 21, 30);
    for (let k = 0; k < few.count; k++) expect(many.mask(k)).toEqual(few.mask(k));
    expect(many.mask(40)).not.toEqual(few.mask(0));
  });

  it('follow the seed', () => {
    const grids = (seed: number) => {
      const masks = riseMasks({ ...recipe, seed }, 21, 30);
      return Array.from({ length: masks.count }, (_, k) => masks.mask(k));
    };
    expect(grids(3)).toEqual(grids(3));
    expect(grids(4)).not.toEqual(grids(3));
  });

  it('keep each cell with the probability asked for, and take each shift as often', () => {
    const masks = riseMasks({ ...recipe, count: 20000, cells: 3, probability: 0.3, seed: 1 }, 9, 12);
    const kept = new Float64Array(9);
    const shifts = [new Float64Array(3), new Float64Array(4)];
    for (let k = 0; k < masks.count; k++) {
      const { grid, row, column } = masks.mask(k);
      grid.forEach((value, i) => (kept[i] += value));
      shifts[0][row]++;
      shifts[1][column]++;
    }
    // Five standard errors of a share of 20,000: 0.0162 and 0.0177 at most.
    for (const count of kept) expect(Math.abs(count / masks.count - 0.3)).toBeLessThan(0.0162);
    for (const counts of shifts) {
      for (const count of counts)
        expect(Math.abs(count / masks.count - 1 / counts.length)).toBeLessThan(0.0177);
    }
  });

  it('stay between 0 and 1, and are all ones where every cell is kept', () => {
    const side = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 2, max: 9 }), (height, width, cells) => {
        const masks = riseMasks({ ...recipe, count: 3, cells, seed: 1 }, height, width);
        for (let k = 0; k < masks.count; k++) {
          const values = maskOf(masks, k, height, width);
          expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
          expect(Math.max(...values)).toBeLessThanOrEqual(1 + 1e-6);
        }
        const sure = riseMasks({ ...recipe, count: 1, cells, probability: 1 }, height, width);
        const ones = maskOf(sure, 0, height, width);
        expect(Math.max(...ones.map((value) => Math.abs(value - 1)))).toBeLessThan(1e-6);
      }),
    );
  });
});
