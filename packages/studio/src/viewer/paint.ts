import { colourIndex, colourTable, type ColourMapName } from '@camscope/pixels';
import { greyTable, hottestOf, type GreyLevels, type GreyWindow } from './window.ts';

/** An image as it is shown, in 32-bit pixels ABGR [height × width]. */
export function paintGrey(of: GreyLevels, window: GreyWindow, inverted: boolean): Uint32Array {
  const { levels, min, max } = of;
  const table = greyTable(window, inverted, of);
  const scale = max > min ? (table.length - 1) / (max - min) : 0;
  const pixels = new Uint32Array(levels.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = table[((levels[i] - min) * scale + 0.5) | 0];
  return pixels;
}

/** How a map is coloured. */
export interface HeatLook {
  readonly colours: ColourMapName;
  /** Heat below it is clear, in [0, 1]. */
  readonly cut: number;
  /** Share of the pixels with any heat that reach up to the hottest colour. */
  readonly reach: number;
}

/** A finished map in colour, in 32-bit pixels ABGR. */
export function paintHeat(heat: Float32Array, { colours, cut, reach }: HeatLook): Uint32Array {
  const hottest = hottestOf(heat, reach);
  const table = colourTable(colours);
  const packed = Uint32Array.from({ length: 256 }, (_, row) => opaque(table, 3 * row));
  const pixels = new Uint32Array(heat.length);
  for (let i = 0; i < pixels.length; i++)
    if (heat[i] >= cut) pixels[i] = packed[colourIndex(heat[i] / hottest)];
  return pixels;
}

/** One map minus another: red where the first is hotter, blue where the second is; as opaque as they differ. */
export function paintDifference(first: Float32Array, second: Float32Array): Uint32Array {
  const pixels = new Uint32Array(first.length);
  for (let i = 0; i < pixels.length; i++) {
    const by = first[i] - second[i];
    const alpha = Math.min(255, Math.round(255 * Math.abs(by)));
    pixels[i] = ((alpha << 24) | (by > 0 ? 0x2020ff : 0xff6020)) >>> 0;
  }
  return pixels;
}

/** Pixels as something that a canvas can draw. */
export function toBitmap(pixels: Uint32Array, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const bytes = new Uint8ClampedArray(pixels.buffer as ArrayBuffer);
  canvas.getContext('2d')!.putImageData(new ImageData(bytes, width, height), 0, 0);
  return canvas;
}

function opaque(table: Uint8Array, at: number): number {
  return (0xff000000 | (table[at + 2] << 16) | (table[at + 1] << 8) | table[at]) >>> 0;
}
