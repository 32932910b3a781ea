import type { Box, Raster } from '@camscope/core';
import type { Mark } from '../data.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** A line in two tones, to be seen on any colour. */
export interface OutlineStyle {
  readonly ink: Colour;
  readonly halo: Colour;
  /** Lengths of a dash and of the gap behind it, in widths of the line; solid by default. */
  readonly dash?: readonly [on: number, off: number];
}

/** No colour map has magenta. */
export const OUTLINES = {
  reader: { ink: [255, 255, 255], halo: [0, 0, 0] },
  method: { ink: [0, 0, 0], halo: [255, 255, 255], dash: [4, 2.5] },
  confounder: { ink: [230, 0, 190], halo: [255, 255, 255], dash: [1.2, 1.6] },
  gaze: { ink: [255, 255, 255], halo: [0, 0, 0] },
} as const satisfies Record<Mark, OutlineStyle>;

/** Draws a box into an 8-bit RGB raster, its line of `width` pixels inside the edges, the halo on both sides of it. */
export function drawOutline(raster: Raster, box: Box, what: Mark, width: number): void {
  const { ink, halo, dash }: OutlineStyle = OUTLINES[what];
  const [left, top] = [Math.round(box.x0), Math.round(box.y0)];
  const right = Math.max(left + width, Math.round(box.x1));
  const bottom = Math.max(top + width, Math.round(box.y1));
  const dashes = [
    ...along(right - left, width, dash).flatMap(([from, to]) => [
      [left + from, top, left + to, top + width] as const,
      [left + from, bottom - width, left + to, bottom] as const,
    ]),
    ...along(bottom - top, width, dash).flatMap(([from, to]) => [
      [left, top + from, left + width, top + to] as const,
      [right - width, top + from, right, top + to] as const,
    ]),
  ];
  const edge = Math.max(1, Math.round(width / 2));
  for (const [x0, y0, x1, y1] of dashes) fill(raster, [x0 - edge, y0 - edge, x1 + edge, y1 + edge], halo);
  for (const dashed of dashes) fill(raster, dashed, ink);
}

/** Draws a ring around a place, its line of `width` pixels inside the radius, the halo on both sides of it. */
export function drawRing(
  { width: columns, height: rows, data }: Raster,
  [x, y]: readonly [number, number],
  radius: number,
  width: number,
): void {
  const { ink, halo } = OUTLINES.gaze;
  const reach = Math.ceil(radius + 1);
  for (let row = Math.max(0, Math.floor(y) - reach); row <= Math.min(rows - 1, y + reach); row++) {
    for (
      let column = Math.max(0, Math.floor(x) - reach);
      column <= Math.min(columns - 1, x + reach);
      column++
    ) {
      const away = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      const isInk = away <= radius && away > radius - width;
      if (isInk || (away <= radius + 1 && away > radius - width - 1))
        data.set(isInk ? ink : halo, 3 * (row * columns + column));
    }
  }
}

/** Where an edge of a length has ink: dashes from both ends alike, so that corners have it. */
function along(length: number, width: number, dash: OutlineStyle['dash']): (readonly [number, number])[] {
  if (!dash) return [[0, length]];
  const [on, off] = dash.map((share) => share * width);
  const gaps = Math.max(1, Math.round((length - on) / (on + off)));
  const step = (length - on) / gaps;
  return Array.from(
    { length: gaps + 1 },
    (_, i) => [Math.round(i * step), Math.round(i * step + on)] as const,
  );
}

function fill(
  { width, height, data }: Raster,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  colour: Colour,
): void {
  for (let y = Math.max(0, y0); y < Math.min(height, y1); y++) {
    for (let x = Math.max(0, x0); x < Math.min(width, x1); x++) data.set(colour, 3 * (y * width + x));
  }
}
