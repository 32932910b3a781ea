import type { Expected, Recomputed } from './expected.ts';
import { RECOMPUTE } from './sentences.ts';
import type { Tables } from './tables.ts';

/** A sentence of a report, as `summary.json` has it. */
export interface Told {
  readonly id: string;
  readonly text: string;
  readonly numbers: Readonly<Record<string, string | number | null>>;
}

/** What the run's files give for the numbers of a sentence; undefined where nobody recomputes it. */
export function expectedOf(tables: Tables, id: string): Recomputed | undefined {
  const [kind, ...of] = id.split(':');
  return RECOMPUTE[kind]?.(tables, ...of);
}

/** Where the numbers of a sentence are not those expected; a line each. */
export function differencesOf({ id, numbers }: Told, expected: Recomputed | undefined): string[] {
  if (!expected) return [`${id}: nobody recomputes it`];
  const names = new Set([...Object.keys(numbers), ...Object.keys(expected)]);
  return [...names].flatMap((name) => {
    const [one, other] = [numbers[name], expected[name]];
    return agrees(one, other)
      ? []
      : [`${id}: ${name} is told to be ${JSON.stringify(one)}, and is ${JSON.stringify(other)}`];
  });
}

function agrees(told: string | number | null | undefined, expected: Expected | undefined): boolean {
  if (told === undefined || expected === undefined) return false;
  if (expected === null || typeof expected === 'string') return told === expected;
  if (typeof expected === 'number') return typeof told === 'number' && isNear(told, expected, 1e-9);
  if ('near' in expected)
    return typeof told === 'number' && Math.abs(told - expected.near) <= expected.within;
  // Names: the same, in any order; or one of several that are equally good.
  if (typeof told !== 'string') return false;
  const names = told === '' ? [] : told.split('; ');
  const all = names.length === expected.length && names.every((name) => expected.includes(name));
  return all || (names.length === 1 && expected.includes(told));
}

function isNear(a: number, b: number, share: number): boolean {
  return Math.abs(a - b) <= share * Math.max(1, Math.abs(a), Math.abs(b));
}
