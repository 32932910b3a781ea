import type { Heatmap } from '@camscope/core';
import {
  type ColourMapName,
  colourTable,
  type ConnectedSpans,
  hueOf,
  levelOffset,
  type Rounding,
} from '@camscope/pixels';

/** For each of 256 heat levels, 1 when its colour has a hue within `tolerance` degrees of red (0°), else 0. */
export function redLevels(colourMap: ColourMapName, tolerance: number): Uint8Array {
  const table = colourTable(colourMap);
  return Uint8Array.from({ length: 256 }, (_, level) => {
    const [red, green, blue] = table.subarray(3 * level, 3 * level + 3);
    if (red === green && green === blue) return 0;
    const hue = hueOf(red, green, blue);
    return Math.min(hue, 360 - hue) <= tolerance ? 1 : 0;
  });
}

/** How many red pixels each component has. */
export function countRed(
  { starts, ends, firstOfRow, componentOf, components }: ConnectedSpans,
  { width, height, data }: Heatmap,
  rounding: Rounding,
  red: Uint8Array,
): Float64Array {
  const offset = levelOffset(rounding);
  const counts = new Float64Array(components.length);
  for (let y = 0; y < height; y++) {
    for (let span = firstOfRow[y]; span < firstOfRow[y + 1]; span++) {
      let count = 0;
      for (let i = y * width + starts[span], end = y * width + ends[span]; i < end; i++) {
        count += red[(255 * data[i] + offset) | 0];
      }
      counts[componentOf[span]] += count;
    }
  }
  return counts;
}
