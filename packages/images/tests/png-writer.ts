import { crc32, deflateSync } from 'node:zlib';

/** Colour types of PNG. */
export const GREY = 0;
export const RGB = 2;
export const PALETTE = 3;
export const GREY_ALPHA = 4;
export const RGBA = 6;

interface Picture {
  width: number;
  depth: 1 | 8 | 16;
  type: number;
  /** Samples in reading order; bytes of packed bits at depth 1. */
  samples: number[];
  chunks?: Record<string, number[]>;
  /** What the header claims, where it lies. */
  claim?: [width: number, height: number];
}

/** A PNG file, made without an image library. */
export function png({ width, depth, type, samples, chunks = {}, claim }: Picture): Uint8Array {
  const perPixel = { [GREY]: 1, [RGB]: 3, [PALETTE]: 1, [GREY_ALPHA]: 2, [RGBA]: 4 }[type] ?? 1;
  const perRow = depth === 1 ? Math.ceil(width / 8) : width * perPixel;
  const height = samples.length / perRow;
  const rows = Array.from({ length: height }, (_, y) => [
    0,
    ...samples.slice(y * perRow, (y + 1) * perRow).flatMap((v) => (depth === 16 ? [v >> 8, v & 255] : [v])),
  ]);
  const [claimedWidth, claimedHeight] = claim ?? [width, height];
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', [...word(claimedWidth), ...word(claimedHeight), depth, type, 0, 0, 0]),
    ...Object.entries(chunks).map(([name, data]) => chunk(name, data)),
    chunk('IDAT', deflateSync(Uint8Array.from(rows.flat()))),
    chunk('IEND', []),
  ]);
}

function chunk(name: string, data: ArrayLike<number>): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), Uint8Array.from(data)]);
  return Buffer.concat([Uint8Array.from(word(data.length)), body, Uint8Array.from(word(crc32(body)))]);
}

function word(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}
