import { type Heatmap, parseOptions } from '@camscope/core';
import plugin, { components } from '@camscope/filters-components';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const filter = (map: Heatmap, options: Record<string, unknown> = {}) =>
  components.filter(map, parseOptions(components, options), {});

const map = draw('99..1', '9..81', '....1', '7....');
const atHalf = { method: 'value', value: 0.5 };

it('removes what is too small, in pixels', () => {
  expect(filter(map, { ...atHalf, minArea: 2 })).toEqual(draw('99..1', '9...1', '....1', '.....'));
  expect(filter(map, { ...atHalf, minArea: 4 })).toEqual(draw('....1', '....1', '....1', '.....'));
});

it('removes what is too small, as a share of the image', () => {
  expect(filter(map, { ...atHalf, minShare: 0.1 })).toEqual(filter(map, { ...atHalf, minArea: 2 }));
  expect(filter(map, { ...atHalf, minShare: 0 })).toEqual(map);
});

it('keeps so many, best first', () => {
  const two = filter(map, { ...atHalf, regions: 2, select: 'peak' });
  expect(two).toEqual(draw('99..1', '9..81', '....1', '.....'));
});

it('may clear what is below the cut', () => {
  expect(filter(map, { ...atHalf, minArea: 2, below: 'clear' })).toEqual(
    draw('99...', '9....', '.....', '.....'),
  );
});

it('finds the cut itself', () => {
  expect(filter(map, { method: 'max-fraction', fraction: 0.8, minArea: 2 })).toEqual(
    draw('99..1', '9...1', '....1', '7....'),
  );
});

it('gives back a map that says nothing: empty, constant, of one pixel', () => {
  for (const nothing of [draw('...'), draw('55', '55'), draw('9')]) {
    expect(filter(nothing, { minArea: 100 })).toEqual(nothing);
  }
});

it('only ever sets pixels to 0', () => {
  const maps = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(
      maps,
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom('keep', 'clear'),
      (heat, minArea, below) => {
        const random: Heatmap = { width: 6, height: 5, data: Float32Array.from(heat) };
        const { data } = filter(random, { minArea, below });
        expect(data.every((value, i) => value === 0 || value === random.data[i])).toBe(true);
      },
    ),
  );
});

it('is contributed by the plugin', () => {
  expect(plugin.contributes).toEqual([components]);
});

/** A map drawn in digits: heat = digit / 9, and 0 for a dot. */
function draw(...rows: string[]): Heatmap {
  const heat = [...rows.join('')].map((cell) => (cell === '.' ? 0 : Number(cell) / 9));
  return { width: rows[0].length, height: rows.length, data: Float32Array.from(heat) };
}
