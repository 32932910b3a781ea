import type { MeasureFacts } from '../data.ts';
import { decimalsFor } from '../text/numbers.ts';

/** Declarations of measures, by kind and id; an undeclared one is described as far as its name goes. */
export class MeasureList {
  readonly #facts: ReadonlyMap<string, MeasureFacts>;
  readonly #all: readonly MeasureFacts[];

  constructor(facts: readonly MeasureFacts[]) {
    this.#all = facts;
    this.#facts = new Map(facts.map((measure) => [`${measure.kind} ${measure.id}`, measure]));
  }

  get(kind: MeasureFacts['kind'], id: string): MeasureFacts {
    const range = [-Infinity, Infinity] as const;
    return this.#facts.get(`${kind} ${id}`) ?? { id, title: id, kind, direction: 'none', range };
  }

  /** Ids of a kind in the order declared. */
  ids(kind: MeasureFacts['kind']): string[] {
    return this.#all.filter((measure) => measure.kind === kind).map(({ id }) => id);
  }
}

/** Decimals that show three significant digits of a measure's largest value, or of the largest one found. */
export function decimalsOf({ range }: MeasureFacts, found: Iterable<number> = []): number {
  const ends = range.map(Math.abs);
  return decimalsFor(
    ends.every(Number.isFinite) ? Math.max(...ends) : Math.max(0, ...[...found].map(Math.abs)),
  );
}

/** What a difference is multiplied with to be positive towards the better end; where neither is the better one, towards the larger. */
export function towardsBetter({ direction }: MeasureFacts): 1 | -1 {
  return direction === 'lower' ? -1 : 1;
}

/** An arrow for the better end. */
export function arrow({ direction }: MeasureFacts): string {
  return { higher: '\u00a0↑', lower: '\u00a0↓', none: '' }[direction];
}

/** Ends of an axis for values of a measure: its range where that is finite, else what holds the values. */
export function axisDomain(
  { range: [low, high] }: MeasureFacts,
  fallback: readonly [number, number],
): [number, number] {
  return [Number.isFinite(low) ? low : fallback[0], Number.isFinite(high) ? high : fallback[1]];
}
