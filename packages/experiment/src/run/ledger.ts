import type { FloatTensor } from '@camscope/core';
import { encodeNpz, openNpz } from '@camscope/pipeline';
import { sideBySide } from '../open/side-by-side.ts';
import type { Entry, UnitStore } from '../store/unit-store.ts';
import type { Unit } from '../units/unit.ts';

/** Entries that are looked up at a time. */
const LOOKING = 16;
/** Entries that are read at a time. */
const CHECKED = 4;

/** What came of a unit: JSON and, where it has maps, arrays. */
export interface Outcome {
  readonly value: unknown;
  readonly arrays?: Iterable<readonly [name: string, array: FloatTensor]>;
  readonly seconds: number;
  /** Steps that failed. */
  readonly failed?: number;
  /** What failed may succeed another time. */
  readonly again?: boolean;
  /** Images that went through a network. */
  readonly passes?: number;
}

/** What a unit gave has been damaged since it was found; the unit is one that has to run. */
export class Lost extends Error {
  constructor(unit: Unit) {
    super(`What ${unit.group.id} gave is damaged`);
  }

  /** Also where a table could not be written because an entry was lost. */
  static in(error: unknown): Lost | undefined {
    if (error instanceof Lost) return error;
    return error instanceof Error && error.cause !== undefined ? Lost.in(error.cause) : undefined;
  }
}

/** Knows which units of a run are done, and keeps what they gave in a store. */
export class Ledger {
  readonly store: UnitStore;
  readonly #done = new Map<string, Entry>();
  readonly #failed = new Set<string>();
  readonly #again: boolean;

  /** @param again units that failed for a reason that may have gone count as not done. */
  constructor(store: UnitStore, again = true) {
    this.store = store;
    this.#again = again;
  }

  /** What is known now: neither hears of what the other learns. */
  snapshot(): Ledger {
    const now = new Ledger(this.store, this.#again);
    for (const [key, entry] of this.#done) now.#done.set(key, entry);
    for (const key of this.#failed) now.#failed.add(key);
    return now;
  }

  /** Finds out which units are done. */
  async look(units: readonly Unit[]): Promise<void> {
    await sideBySide(units, LOOKING, async (unit) => {
      const entry = await this.store.find(unit.key);
      if (!entry) return;
      if (this.#again && entry.facts.again) return void this.#failed.add(unit.key);
      const size = hasArrays(unit) ? (await this.store.find(arraysOf(unit)))?.size : 0;
      if (size !== undefined) this.#done.set(unit.key, { ...entry, size: entry.size + size });
    });
  }

  /** Reads what units gave; those whose entries are damaged have to run. */
  async check(units: readonly Unit[]): Promise<void> {
    const done = units.filter((unit) => !this.needs(unit));
    await sideBySide(done, CHECKED, async (unit) => {
      const keys = hasArrays(unit) ? [unit.key, arraysOf(unit)] : [unit.key];
      for (const key of keys) if (!(await this.store.read(key))) this.#done.delete(unit.key);
    });
  }

  /** What is known of a unit that is done. */
  entry(unit: Unit): Entry | undefined {
    return this.#done.get(unit.key);
  }

  /** Whether a unit is to run again because it failed. */
  failedBefore(unit: Unit): boolean {
    return this.#failed.has(unit.key);
  }

  /** Whether something failed in units that may succeed another time; what was made of them is then to be made again. */
  mayChange(units: readonly Unit[]): true | undefined {
    return units.some(({ key }) => this.#done.get(key)?.facts.again) || undefined;
  }

  needs(unit: Unit): boolean {
    return !this.#done.has(unit.key);
  }

  /**
   * Keeps what came of a unit. Arrays go first: what has a value is whole.
   * @throws CamscopeError FILE_UNREADABLE.
   */
  async keep(unit: Unit, { value, arrays, seconds, failed, again, passes }: Outcome): Promise<void> {
    const facts = { kind: unit.group.id, weight: unit.weight, seconds, failed, again, passes };
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    let size = bytes.length;
    if (arrays) {
      const npz = encodeNpz(arrays);
      size += npz.length;
      await this.store.write(arraysOf(unit), npz, facts);
    }
    await this.store.write(unit.key, bytes, facts);
    this.#done.set(unit.key, { size, time: Date.now(), facts });
  }

  /** @throws Lost. */
  async value<T>(unit: Unit): Promise<T> {
    const bytes = await this.store.read(unit.key);
    if (!bytes) throw this.#lost(unit);
    return JSON.parse(new TextDecoder().decode(bytes)) as T;
  }

  /** @throws Lost. */
  async arrays(unit: Unit): Promise<ReturnType<typeof openNpz>> {
    const bytes = await this.store.read(arraysOf(unit));
    if (!bytes) throw this.#lost(unit);
    return openNpz(bytes, `${unit.group.id} in ${this.store.place}`);
  }

  /**
   * Makes the arrays of a unit a .npz file.
   * @throws Lost; CamscopeError FILE_UNREADABLE.
   */
  async export(unit: Unit, path: string): Promise<void> {
    if (!(await this.store.export(arraysOf(unit), path))) throw this.#lost(unit);
  }

  #lost(unit: Unit): Lost {
    this.#done.delete(unit.key);
    return new Lost(unit);
  }
}

/** Key of the entry that has a unit's arrays. */
export function arraysOf({ key }: Unit): string {
  return `${key}.npz`;
}

/** Units that leave arrays beside their value. */
export function hasArrays({ arrays = false }: Unit): boolean {
  return arrays;
}
