import { type ColourMapName, colourTable, hueOf } from '@camscope/pixels';

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
