import { ScoreMatrix, type ScoreCache, type ScoreMatrixFacts } from '@camscope/engine';
import { encodeNpz, openNpz } from '@camscope/pipeline';
import type { UnitStore } from './unit-store.ts';

type Facts = ScoreMatrixFacts & { readonly arrays: readonly string[] };

/** Keeps what masks scored in a store, from one run to the next. A matrix that is damaged is not there: its masks are scored again. */
export class StoredScores implements ScoreCache {
  readonly #store: UnitStore;

  constructor(store: UnitStore) {
    this.#store = store;
  }

  async get(key: string): Promise<ScoreMatrix | undefined> {
    const [bytes, npz] = [
      await this.#store.read(`scores ${key}`),
      await this.#store.read(`scores ${key}.npz`),
    ];
    if (!bytes || !npz) return undefined;
    const { arrays: names, ...facts } = JSON.parse(new TextDecoder().decode(bytes)) as Facts;
    const open = openNpz(npz, key);
    return ScoreMatrix.read({
      facts,
      arrays: Object.fromEntries(names.map((name) => [name, open.read(name)])),
    });
  }

  /** @throws CamscopeError FILE_UNREADABLE when the store cannot be written. */
  async put(key: string, matrix: ScoreMatrix): Promise<void> {
    const { facts, arrays } = matrix.write();
    const written: Facts = { ...facts, arrays: Object.keys(arrays) };
    const about = { kind: 'scores', weight: 1, seconds: 0 };
    await this.#store.write(`scores ${key}.npz`, encodeNpz(Object.entries(arrays)), about);
    await this.#store.write(`scores ${key}`, new TextEncoder().encode(JSON.stringify(written)), about);
  }
}
