import type { OnUnsound } from '../tables/records.ts';

/** Collects what of a run's tables is not sound, for a note a table. */
export class Unsound {
  readonly #tables = new Map<string, { first: number; reason: string; count: number }>();
  readonly #others: string[] = [];

  /** For the reader of a table's file. */
  of(file: string): OnUnsound {
    return (record, reason) => {
      const known = this.#tables.get(file);
      if (known) known.count++;
      else this.#tables.set(file, { first: record, reason, count: 1 });
    };
  }

  add(note: string): void {
    this.#others.push(note);
  }

  get notes(): string[] {
    const tables = [...this.#tables].map(([file, { first, reason, count }]) =>
      count === 1
        ? `${file}: record ${first} is left out, since it ${reason}`
        : `${file}: ${count} records are left out, from record ${first} on, which ${reason}`,
    );
    return [...tables, ...this.#others];
  }
}
