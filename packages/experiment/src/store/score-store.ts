import { ScoreMatrix, type ScoreCache } from '@camscope/engine';
import type { Machine } from '../host/machine.ts';
import { codeOf } from '../units/code.ts';
import { keyOf } from '../units/key.ts';
import type { UnitStore } from './unit-store.ts';

/** Keeps what masks scored in a store, from one run to the next. A matrix that is damaged is not there: its masks are scored again. */
export class StoredScores implements ScoreCache {
  readonly #store: UnitStore;
  readonly #code: string;

  /** @param build tells states of a checkout's sources apart. */
  constructor(store: UnitStore, machine: Pick<Machine, 'versionOf'>, build?: string) {
    this.#store = store;
    this.#code = keyOf(codeOf(machine, build, ['engine', 'onnx']));
  }

  async get(key: string): Promise<ScoreMatrix | undefined> {
    const bytes = await this.#store.read(this.#entryOf(key));
    return bytes && ScoreMatrix.fromBytes(bytes);
  }

  /** @throws CamscopeError FILE_UNREADABLE when the store cannot be written. */
  async put(key: string, matrix: ScoreMatrix): Promise<void> {
    await this.#store.write(this.#entryOf(key), matrix.toBytes(), { kind: 'scores', weight: 1, seconds: 0 });
  }

  /** Other code may score otherwise. */
  #entryOf(key: string): string {
    return `scores ${this.#code} ${key}`;
  }
}
