import type { BlankReason, Heatmap } from '@camscope/core';
import {
  type ColourMapName,
  colourTable,
  heatHistogram,
  type Histogram,
  levelCounts,
  levelHistogram,
  levelOffset,
  type Rounding,
  type Spans,
  spansAbove,
  spansOfMask,
} from '@camscope/pixels';

/** Grey values of a map, as multi-Otsu sees them. */
export interface Grey {
  readonly histogram: Histogram;
  /** The value that stands for 1. */
  readonly white: 1 | 255;
  /** The pixels whose grey value is above a threshold. */
  above(threshold: number): Spans;
}

/**
 * Heat as it is, in 256 bins, or why the map says nothing.
 * @throws CamscopeError INTERNAL for heat outside [0, 1].
 */
export function floatGrey(map: Heatmap): Grey | BlankReason {
  const histogram = heatHistogram(map);
  if (typeof histogram === 'string') return histogram;
  return {
    histogram,
    white: 1,
    above: (threshold) => spansAbove(map, { threshold, edge: threshold, inclusive: false }),
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
    above: (threshold) =>
      spansOfLevels(
        map,
        rounding,
        Array.from(table, (grey) => grey > threshold),
      ),
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

/** The pixels whose level is one of these: where they are the highest ones, those above a cut. */
function spansOfLevels(map: Heatmap, rounding: Rounding, isAbove: readonly boolean[]): Spans {
  const offset = levelOffset(rounding);
  const first = isAbove.indexOf(true);
  if (!isAbove.includes(false, first)) {
    const edge = (first - offset) / 255;
    return spansAbove(map, { threshold: edge, edge, inclusive: true });
  }
  const { width, height, data: heat } = map;
  const inside = Uint8Array.from(isAbove, Number);
  const data = new Uint8Array(heat.length);
  for (let i = 0; i < data.length; i++) data[i] = inside[(255 * heat[i] + offset) | 0];
  return spansOfMask({ width, height, data });
}
