import type { Raster } from '@camscope/core';

const SIDE = 2048;
/** Levels of 12 bits. */
const LEVELS = 4096;

/** A file of the JSRT database: 2048² levels of 12 bits in big-endian words, without a header. */
export function isJsrt(bytes: Uint8Array, name: string): boolean {
  return /\.img$/i.test(name) && bytes.length === 2 * SIDE * SIDE;
}

/**
 * Grey levels, 0 black to 1 white, of a film that was scanned by density, so that 0 is what shines most: 1 − v / 4096, as
 * imlab-uiip/lung-segmentation-2d, preprocess_JSRT.py, has it.
 */
export function decodeJsrt(bytes: Uint8Array): Raster {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = Float32Array.from({ length: SIDE * SIDE }, (_, i) =>
    Math.max(0, 1 - words.getUint16(2 * i) / LEVELS),
  );
  return { width: SIDE, height: SIDE, channels: 1, data, white: 1 };
}
