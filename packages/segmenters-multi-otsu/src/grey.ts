import { CamscopeError, type Heatmap } from '@camscope/core';
import { type ColourMapName, colourTable } from '@camscope/pixels';

export type Rounding = 'nearest' | 'down';

/**
 * Heat as one of 256 levels: ⌊255 · heat + ½⌋ (nearest) or ⌊255 · heat⌋ (down), computed in float64.
 * @throws CamscopeError INTERNAL for heat outside [0, 1].
 */
export function heatLevels(map: Heatmap, rounding: Rounding): Uint8Array {
  const offset = rounding === 'nearest' ? 0.5 : 0;
  const { data } = map;
  const levels = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const heat = data[i];
    if (!(heat >= 0 && heat <= 1)) throw notFinished(heat);
    levels[i] = 255 * heat + offset;
  }
  return levels;
}

/** The luma of the colour of each heat level. */
export function lumaOf(levels: Uint8Array, colourMap: ColourMapName): Uint8Array {
  const colours = colourTable(colourMap);
  const table = Uint8Array.from({ length: 256 }, (_, level) => {
    const [red, green, blue] = colours.subarray(3 * level, 3 * level + 3);
    return luma(red, green, blue);
  });
  const grey = new Uint8Array(levels.length);
  for (let i = 0; i < levels.length; i++) grey[i] = table[levels[i]];
  return grey;
}

/**
 * 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601) of 8-bit channels, rounded to 8 bits in 16-bit fixed point: the grey of
 * Pillow's mode `L`.
 */
export function luma(red: number, green: number, blue: number): number {
  return (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16;
}

function notFinished(heat: number): CamscopeError {
  return new CamscopeError('INTERNAL', 'Multi-Otsu takes a finished map', {
    found: `A value of ${heat}`,
    fix: 'Normalise the map to [0, 1] first',
  });
}
