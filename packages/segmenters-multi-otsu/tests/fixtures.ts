import { readFileSync } from 'node:fs';
import type { Heatmap } from '@camscope/core';

/** A file that tools/reference/otsu.py wrote. */
export function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as T;
}

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

export function heatmap(width: number, height: number, data: ArrayLike<number>): Heatmap {
  return { width, height, data: Float32Array.from(data) };
}

/** A map drawn in digits: heat = digit / 9, and 0 for a dot. */
export function draw(...rows: string[]): Heatmap {
  const heat = [...rows.join('')].map((cell) => (cell === '.' ? 0 : Number(cell) / 9));
  return heatmap(rows[0].length, rows.length, heat);
}
