import type { SizeCache } from '@camscope/engine';
import { keyOf } from '../units/key.ts';
import type { UnitStore } from './unit-store.ts';

/** Keeps in a store how many are fastest in one run, so that a run that goes on keeps to what it began with. */
export class StoredSizes implements SizeCache {
  readonly #store: UnitStore;
  readonly #device: string;

  /** @param device on which runs are measured. */
  constructor(store: UnitStore, device: string) {
    this.#store = store;
    this.#device = device;
  }

  async get(key: string): Promise<number | undefined> {
    const bytes = await this.#store.read(this.#entryOf(key));
    return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as number);
  }

  /** @throws CamscopeError FILE_UNREADABLE when the store cannot be written. */
  async put(key: string, size: number): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify(size));
    await this.#store.write(this.#entryOf(key), bytes, { kind: 'size', weight: 1, seconds: 0 });
  }

  #entryOf(key: string): string {
    return `size ${keyOf([this.#device, key])}`;
  }
}
