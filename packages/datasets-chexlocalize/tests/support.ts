import { readFileSync } from 'node:fs';
import type { MaskRuns } from '@camscope/core';
import * as fc from 'fast-check';

/** The text of a file that tools/reference/chexlocalize.py wrote. */
export function fixtureText(name: string): string {
  return readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8');
}

export function fixture<T>(name: string): T {
  return JSON.parse(fixtureText(name)) as T;
}

/** A mask drawn in rows of '#' and '.'. */
export function draw(...rows: string[]): MaskRuns {
  const [width, height] = [rows[0].length, rows.length];
  const pixels = Array.from(
    { length: width * height },
    (_, i) => rows[i % height][Math.floor(i / height)] === '#',
  );
  return { width, height, runs: runsOf(pixels) };
}

/** Masks of one size. */
export function masks(count: number): fc.Arbitrary<MaskRuns[]> {
  const side = fc.integer({ min: 1, max: 9 });
  return fc.tuple(side, side).chain(([width, height]) => {
    const length = width * height;
    const pixels = fc.array(fc.boolean(), { minLength: length, maxLength: length });
    const mask = pixels.map((of): MaskRuns => ({ width, height, runs: runsOf(of) }));
    return fc.array(mask, { minLength: count, maxLength: count });
  });
}

function runsOf(pixels: readonly boolean[]): number[] {
  const runs = [0];
  for (const pixel of pixels) {
    if (pixel !== (runs.length % 2 === 0)) runs.push(0);
    runs[runs.length - 1]++;
  }
  return runs;
}
