import { stat } from 'node:fs/promises';
import { CamscopeError, messageOf } from '@camscope/core';
import { sha256OfFile } from '../files/sha256.ts';
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
  #more = 0;

  private constructor(store: UnitStore, lines: Map<string, Line>) {
    this.#store = store;
    this.#lines = lines;
  }

  static async open(store: UnitStore): Promise<Hashes> {
    return new Hashes(store, await linesIn(store));
  }

  /** @throws CamscopeError FILE_UNREADABLE. */
  async of(path: string): Promise<string> {
    try {
      const { size, mtimeMs } = await stat(path);
      const known = this.#lines.get(path);
      if (known?.[0] === size && known[1] === mtimeMs) return known[2];
      const sha256 = await sha256OfFile(path);
      if (Date.now() - mtimeMs > UNSETTLED) {
        this.#lines.set(path, [size, mtimeMs, sha256]);
        this.#more++;
      }
      return sha256;
    } catch (cause) {
      throw new CamscopeError('FILE_UNREADABLE', `Cannot read ${path}`, { found: messageOf(cause), cause });
    }
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
