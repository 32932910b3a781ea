import type { Mask, Raster } from '@camscope/core';

export const WIDTH = 240;
export const HEIGHT = 220;

/** Whether a place, in shares of width and height, belongs to something. */
type Place = (x: number, y: number) => boolean;

const ellipse =
  (x0: number, y0: number, radiusX: number, radiusY: number): Place =>
  (x, y) =>
    ((x - x0) / radiusX) ** 2 + ((y - y0) / radiusY) ** 2 < 1;

const left = ellipse(0.31, 0.45, 0.12, 0.27);
const right = ellipse(0.69, 0.45, 0.12, 0.27);
const shoulders = ellipse(0.5, 0.75, 0.42, 0.7);
const neck: Place = (x, y) => Math.abs(x - 0.5) < 0.1 && y < 0.3;

export const inBody: Place = (x, y) => shoulders(x, y) || neck(x, y);
export const inLungs: Place = (x, y) => left(x, y) || right(x, y);
/** The convex hull of two equal ellipses side by side. */
export const inThorax: Place = (x, y) => inLungs(x, y) || (x > 0.31 && x < 0.69 && Math.abs(y - 0.45) < 0.27);

/** A frontal radiograph: soft tissue on black, a brighter spine and heart, darker lungs with ribs. */
export function image(isLung: Place = inLungs): Raster {
  const data = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const [x, y] = placeOf(i);
    if (!inBody(x, y)) return 5;
    if (isLung(x, y)) return Math.sin(60 * y) > 0.8 ? 110 : 85;
    if (Math.abs(x - 0.5) < 0.04) return 185;
    return 170;
  });
  return { width: WIDTH, height: HEIGHT, channels: 1, data, white: 255 };
}

export function maskOf(place: Place): Mask {
  const data = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (place(...placeOf(i)) ? 1 : 0));
  return { width: WIDTH, height: HEIGHT, data };
}

function placeOf(i: number): [number, number] {
  return [((i % WIDTH) + 0.5) / WIDTH, (Math.floor(i / WIDTH) + 0.5) / HEIGHT];
}
