import { describe, expect, it } from 'vitest';
import { drawRing } from '../src/run/outline.ts';

/** A picture of grey, as rows of letters: white, black, and a dot for what was left. */
function ringed(size: number, at: readonly [number, number], radius: number, width: number): string[] {
  const raster = {
    width: size,
    height: size,
    channels: 3 as const,
    white: 255,
    data: new Uint8Array(3 * size * size).fill(7),
  };
  drawRing(raster, at, radius, width);
  return Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) => {
      const red = raster.data[3 * (y * size + x)];
      return red === 255 ? 'w' : red === 0 ? 'b' : '.';
    }).join(''),
  );
}

describe('the ring of a fixation', () => {
  it('is a white line with black on both sides of it', () => {
    // White at distances above 2 up to 3, black from above 1 up to 4.
    expect(ringed(9, [4.5, 4.5], 3, 1)).toEqual([
      '....b....',
      '..bbwbb..',
      '.bwwbwwb.',
      '.bwb.bwb.',
      'bwb...bwb',
      '.bwb.bwb.',
      '.bwwbwwb.',
      '..bbwbb..',
      '....b....',
    ]);
  });

  it('is cut off at the border', () => {
    expect(ringed(4, [0, 4], 2, 1)).toEqual(['....', 'bb..', 'wbb.', 'bwb.']);
  });
});
