import type { Unit } from './unit.ts';

/** One of several processes, each of which does its share of a run. */
export interface Shard {
  /** 1 to `of`. */
  readonly index: number;
  readonly of: number;
}

/**
 * Which units are a shard's: whole parts, the heaviest first, each to the shard with the least work so far. Equal runs are shared
 * equally, wherever. What stands on all parts is nobody's.
 */
export function shareOf(units: readonly Unit[], { index, of }: Shard): (unit: Pick<Unit, 'part'>) => boolean {
  const weights = new Map<string, number>();
  for (const { part, weight } of units)
    if (part !== undefined) weights.set(part, (weights.get(part) ?? 0) + weight);
  const loads = new Array<number>(of).fill(0);
  const mine = new Set<string>();
  // In an order of their own, whatever that of the units.
  const heaviest = ([a, x]: [string, number], [b, y]: [string, number]) => y - x || (a < b ? -1 : 1);
  for (const [part, weight] of [...weights].sort(heaviest)) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest] += weight;
    if (lightest === index - 1) mine.add(part);
  }
  return ({ part }) => part !== undefined && mine.has(part);
}
