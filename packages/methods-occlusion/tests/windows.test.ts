import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slidingWindows, type WindowRecipe } from '../src/windows.ts';

/** Where the windows of a row of the image start, and how long they are. */
function spans(recipe: WindowRecipe, width: number) {
  return slidingWindows(recipe, width, width).columns.map((column) => [
    column.indexOf(1),
    column.reduce((sum, value) => sum + value, 0),
  ]);
}

describe('windows', () => {
  it('are moved back into the image at its end, or cut off', () => {
    const recipe = { window: 4, stride: 3 };
    expect(spans({ ...recipe, edge: 'flush' }, 9)).toEqual([
      [0, 4],
      [3, 4],
      [5, 4],
    ]);
    expect(spans({ ...recipe, edge: 'clip' }, 9)).toEqual([
      [0, 4],
      [3, 4],
      [6, 3],
    ]);
  });

  it('are a fifth of the shorter side and half a window apart by default, with no gaps of a pixel', () => {
    const recipe = { window: 'auto', stride: 'auto', edge: 'flush' } as const;
    expect(spans(recipe, 224).map(([start, length]) => [start, start + length])).toEqual([
      [0, 45],
      [22, 67],
      [45, 90],
      [67, 112],
      [90, 134],
      [112, 157],
      [134, 179],
      [157, 202],
      [179, 224],
    ]);
    const { rows, columns } = slidingWindows(recipe, 20, 28);
    expect([rows.length, columns.length]).toEqual([9, 13]);
  });

  it('cover the image when they are no farther apart than wide', () => {
    const side = fc.integer({ min: 1, max: 40 });
    const edge = fc.constantFrom('flush' as const, 'clip' as const);
    fc.assert(
      fc.property(side, side, side, side, edge, (height, width, a, b, edge) => {
        const window = Math.min(height, width, a);
        const { rows, columns } = slidingWindows(
          { window, stride: Math.min(window, b), edge },
          height,
          width,
        );
        for (const spans of [rows, columns]) {
          for (let i = 0; i < spans[0].length; i++) expect(spans.some((span) => span[i] === 1)).toBe(true);
        }
      }),
    );
  });

  it('come once each', () => {
    const sides = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(sides, sides, (height, width) => {
        const recipe = { window: 1, stride: 1, edge: 'flush' } as const;
        const { count, mask } = slidingWindows(recipe, height, width);
        const places = Array.from({ length: count }, (_, k) => mask(k).row * width + mask(k).column);
        expect(new Set(places).size).toBe(height * width);
      }),
    );
  });

  it('are spread over the image from the first on', () => {
    const recipe = { window: 'auto', stride: 'auto', edge: 'flush' } as const;
    const { rows, columns, mask } = slidingWindows(recipe, 100, 100);
    const hidden = new Uint8Array(10000);
    for (let k = 0; k < 27; k++) {
      const { row, column } = mask(k);
      rows[row].forEach((r, y) => columns[column].forEach((c, x) => (hidden[100 * y + x] ||= r * c)));
    }
    // Row by row, a third of the 81 windows would hide no more than the upper 40 %.
    expect(hidden.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(8000);
  });
});
