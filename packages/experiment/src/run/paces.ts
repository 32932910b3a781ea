import type { EntryFacts, UnitStore } from '../store/unit-store.ts';
import type { Unit } from '../units/unit.ts';
import type { Ledger } from './ledger.ts';

/** Name of the entry that remembers what units have cost. */
const BOOK = 'paces';

/** What units of a kind have cost, all together. */
export interface Cost {
  readonly weight: number;
  readonly seconds: number;
  /** Images that went through a network. */
  readonly passes?: number;
  readonly bytes: number;
}

/** What a step of each kind of unit has cost here. */
export type Paces = ReadonlyMap<string, Cost>;

/** Seconds that units will take, as such units did; null where one is of a kind that never was. */
export function secondsOf(paces: Paces, units: readonly Unit[]): number | null {
  let seconds = 0;
  for (const { group, weight } of units) {
    const cost = paces.get(group.id);
    if (!cost) return null;
    seconds += (cost.seconds / cost.weight) * weight;
  }
  return seconds;
}

/** From units that are done and, for kinds of which none is, from earlier runs. */
export async function pacesOf(store: UnitStore, units: readonly Unit[], ledger: Ledger): Promise<Paces> {
  const paces = new Map(await earlier(store));
  for (const [kind, cost] of done(units, ledger)) paces.set(kind, cost);
  return paces;
}

/** Remembers what the units of a run have cost, beside what earlier ones have. */
export async function keepPaces(store: UnitStore, units: readonly Unit[], ledger: Ledger): Promise<void> {
  const paces = [...(await pacesOf(store, units, ledger))];
  const facts: EntryFacts = { kind: BOOK, weight: paces.length, seconds: 0 };
  await store.write(BOOK, new TextEncoder().encode(JSON.stringify(paces)), facts);
}

async function earlier(store: UnitStore): Promise<[string, Cost][]> {
  const bytes = await store.read(BOOK);
  return bytes ? (JSON.parse(new TextDecoder().decode(bytes)) as [string, Cost][]) : [];
}

function done(units: readonly Unit[], ledger: Ledger): Paces {
  const costs = new Map<string, Cost>();
  for (const unit of units) {
    const entry = ledger.entry(unit);
    if (!entry) continue;
    const { weight, seconds, passes } = entry.facts;
    const sum = costs.get(unit.group.id) ?? { weight: 0, seconds: 0, bytes: 0 };
    costs.set(unit.group.id, {
      weight: sum.weight + weight,
      seconds: sum.seconds + seconds,
      bytes: sum.bytes + entry.size,
      passes:
        passes === undefined && sum.passes === undefined ? undefined : (sum.passes ?? 0) + (passes ?? 0),
    });
  }
  return costs;
}
