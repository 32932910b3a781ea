import { ScoreMatrix, type ScoreCache } from '@camscope/engine';
import type { UnitStore } from './unit-store.ts';

/** Keeps what masks scored in a store, from one run to the next. A matrix that is damaged is not there: its masks are scored again. */
export class StoredScores implements ScoreCache {
  readonly #store: UnitStore;

  constructor(store: UnitStore) {
    this.#store = store;
  }

  async get(key: string): Promise<ScoreMatrix | undefined> {
    const bytes = await this.#store.read(entryOf(key));
    return bytes && ScoreMatrix.fromBytes(bytes);
  }

  /** @throws CamscopeError FILE_UNREADABLE when the store cannot be written. */
  async put(key: string, matrix: ScoreMatrix): Promise<void> {
    await this.#store.write(entryOf(key), matrix.toBytes(), { kind: 'scores', weight: 1, seconds: 0 });
  }
}

function entryOf(key: string): string {
  return `scores ${key}`;
}
