import { CamscopeError, type Files } from '@camscope/core';
import type { UnitStore } from './unit-store.ts';

/** Name of the entry that remembers the hashes of files. */
const BOOK = 'hashes of files';
/** A file that was written this short a time ago may be written again within the same tick of its clock. Milliseconds. */
const UNSETTLED = 2000;

type Line = readonly [size: number, mtime: number, sha256: string];

/** SHA-256 of files, remembered by path, size and time of change. */
export class Hashes {
  readonly #lines: Map<string, Line>;
  readonly #store: UnitStore;
  readonly #files: Files;
  #more = 0;

  private constructor(store: UnitStore, files: Files, lines: Map<string, Line>) {
    this.#store = store;
    this.#files = files;
    this.#lines = lines;
  }

  static async open(store: UnitStore, files: Files): Promise<Hashes> {
    return new Hashes(store, files, await linesIn(store));
  }

  /** @throws CamscopeError FILE_UNREADABLE. */
  async of(path: string): Promise<string> {
    const facts = await this.#files.facts(path);
    if (!facts) throw new CamscopeError('FILE_UNREADABLE', `Cannot read ${path}`, { found: 'No such file' });
    const { size, changed } = facts;
    const known = this.#lines.get(path);
    if (known?.[0] === size && known[1] === changed) return known[2];
    const sha256 = await this.#files.sha256(path);
    if (Date.now() - changed > UNSETTLED) {
      this.#lines.set(path, [size, changed, sha256]);
      this.#more++;
    }
    return sha256;
  }

  /** Keeps what is new, beside what other processes have kept meanwhile. */
  async save(): Promise<void> {
    if (this.#more === 0) return;
    for (const [path, line] of await linesIn(this.#store))
      if (!this.#lines.has(path)) this.#lines.set(path, line);
    const bytes = new TextEncoder().encode(JSON.stringify([...this.#lines]));
    await this.#store.write(BOOK, bytes, { kind: 'hash', weight: this.#lines.size, seconds: 0 });
    this.#more = 0;
  }
}

async function linesIn(store: UnitStore): Promise<Map<string, Line>> {
  const bytes = await store.read(BOOK);
  return new Map(bytes ? (JSON.parse(new TextDecoder().decode(bytes)) as [string, Line][]) : []);
}
