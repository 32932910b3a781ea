import type { Box } from '@camscope/core';
import { type Random, randomOf } from '../numeric/random.ts';

/** How a simulated reader draws: by how much of a box's side each edge lies outside of the truth, and how that varies. */
interface Habit {
  readonly looseness: number;
  readonly spread: number;
}

/** A careful reader, a generous one, and a tight but unsteady one. */
export const readers = {
  R1: { looseness: 0.02, spread: 0.03 },
  R2: { looseness: 0.06, spread: 0.05 },
  R3: { looseness: -0.02, spread: 0.07 },
} as const satisfies Record<string, Habit>;
export type ReaderName = keyof typeof readers;
export const readerNames = Object.keys(readers) as ReaderName[];

/** No edge is farther off than this share of the side. */
const MOST = 0.15;

/** A finding's boxes as a simulated reader draws them, within an image of `size` × `size` pixels. */
export function readBoxes(
  truth: readonly Box[],
  reader: ReaderName,
  { seed, label, size }: { readonly seed: number; readonly label: string; readonly size: number },
): Box[] {
  const random = randomOf(seed, `${reader} ${label}`);
  return truth.map(({ x0, y0, x1, y1 }) => {
    const off = (side: number): number => side * offset(random, readers[reader]);
    return {
      x0: Math.max(0, x0 - off(x1 - x0)),
      y0: Math.max(0, y0 - off(y1 - y0)),
      x1: Math.min(size, x1 + off(x1 - x0)),
      y1: Math.min(size, y1 + off(y1 - y0)),
    };
  });
}

function offset(random: Random, { looseness, spread }: Habit): number {
  return Math.max(-MOST, Math.min(MOST, random.normal(looseness, spread)));
}
