import type { Mask } from '@camscope/core';
import fc from 'fast-check';

/** A mask drawn in rows of '#' and '.'. */
export function draw(...rows: string[]): Mask {
  const data = Uint8Array.from([...rows.join('')].map((cell) => (cell === '#' ? 1 : 0)));
  return { width: rows[0].length, height: rows.length, data };
}

/** Random masks, of a fixed size if one is given, from sparse to dense. */
export function masks(width?: number, height?: number): fc.Arbitrary<Mask> {
  const side = fc.integer({ min: 1, max: 14 });
  return fc
    .record({
      width: width ? fc.constant(width) : side,
      height: height ? fc.constant(height) : side,
      density: fc.integer({ min: 0, max: 9 }),
    })
    .chain(({ width, height, density }) =>
      fc
        .array(fc.integer({ min: 0, max: 8 }), { minLength: width * height, maxLength: width * height })
        .map((cells) => ({
          width,
          height,
          data: Uint8Array.from(cells, (cell) => (cell < density ? 1 : 0)),
        })),
    );
}
