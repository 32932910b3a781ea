import { readFileSync } from 'node:fs';
import type { Heatmap } from '@camscope/core';

export interface Case {
  readonly options: Record<string, unknown>;
  readonly map: string;
  readonly heat: number[];
}

/** What tools/reference/filters.py wrote. */
const written = JSON.parse(readFileSync(new URL('fixtures/maps.json', import.meta.url), 'utf8')) as {
  maps: Record<string, { width: number; height: number; heat: number[] }>;
  cases: Case[];
};

export const { cases } = written;

export function mapNamed(name: string): Heatmap {
  const { width, height, heat } = written.maps[name];
  return { width, height, data: Float32Array.from(heat) };
}

/** The largest |a − b|; infinite when the lengths differ. */
export function maxDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}
