import type { BlankReason, Heatmap, Mask } from '@camscope/core';
import {
  type ColourMapName,
  colourTable,
  extentOfFinished,
  type Histogram,
  levelCounts,
  levelHistogram,
  levelOffset,
  maskOfCut,
  type Rounding,
  valueHistogram,
} from '@camscope/pixels';

/** Grey values of a map, as multi-Otsu sees them. */
export interface Grey {
  readonly histogram: Histogram;
  /** The value that stands for 1. */
  readonly white: 1 | 255;
  /** The pixels whose grey value is above a threshold. */
  above(threshold: number): Mask;
}

/**
 * Heat as it is, in 256 bins, or why the map says nothing.
 * @throws CamscopeError INTERNAL for heat outside [0, 1].
 */
export function floatGrey(map: Heatmap): Grey | BlankReason {
  const extent = extentOfFinished(map);
  if (typeof extent === 'string') return extent;
  return {
    histogram: valueHistogram(map.data, extent),
    white: 1,
    above: (threshold) => maskOfCut(map, { threshold, edge: threshold, inclusive: false }),
  };
}

/**
 * Heat × 255 in 8 bits, looked up in a table, or why the map says nothing.
 * @throws CamscopeError INTERNAL for heat outside [0, 1].
 */
export function levelGrey(map: Heatmap, rounding: Rounding, table: Uint8Array): Grey | BlankReason {
  const ofLevels = levelCounts(map, rounding);
  if (typeof ofLevels === 'string') return ofLevels;
  const counts = new Uint32Array(256);
  ofLevels.forEach((count, level) => (counts[table[level]] += count));
  return {
    histogram: levelHistogram(counts),
    white: 255,
    above: (threshold) => {
      const isAbove = table.map((grey) => (grey > threshold ? 1 : 0));
      return maskOfLevels(map, rounding, isAbove);
    },
  };
}

/** Each level itself. */
export function identityTable(): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, level) => level);
}

/** The luma of the colour of each heat level. */
export function lumaTable(colourMap: ColourMapName): Uint8Array {
  const colours = colourTable(colourMap);
  return Uint8Array.from({ length: 256 }, (_, level) => {
    const [red, green, blue] = colours.subarray(3 * level, 3 * level + 3);
    return luma(red, green, blue);
  });
}

/**
 * 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601) of 8-bit channels, rounded to 8 bits in 16-bit fixed point: the grey of
 * Pillow's mode `L`.
 */
export function luma(red: number, green: number, blue: number): number {
  return (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16;
}

function maskOfLevels({ width, height, data: heat }: Heatmap, rounding: Rounding, isAbove: Uint8Array): Mask {
  const offset = levelOffset(rounding);
  const data = new Uint8Array(heat.length);
  for (let i = 0; i < data.length; i++) data[i] = isAbove[(255 * heat[i] + offset) | 0];
  return { width, height, data };
}
