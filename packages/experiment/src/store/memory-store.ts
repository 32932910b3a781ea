import type { Files } from '@camscope/core';
import { StoreFailed, type Entry, type UnitStore } from './unit-store.ts';

/**
 * Keeps what units gave in memory, and writes it out by `files`.
 * @param place as it is told.
 * @param most bytes that it holds; what goes beyond is refused, and what it holds stays.
 */
export function memoryStore(files: Files, place = 'in memory', most = Infinity): UnitStore {
  const entries = new Map<string, { readonly entry: Entry; readonly bytes: Uint8Array }>();
  let held = 0;
  return {
    place,
    find: async (key) => entries.get(key)?.entry,
    read: async (key) => entries.get(key)?.bytes.slice(),
    async write(key, bytes, facts) {
      const size = bytes.length;
      const grown = held + size - (entries.get(key)?.bytes.length ?? 0);
      if (grown > most)
        throw new StoreFailed(
          'write',
          place,
          new Error(`It would hold ${grown} bytes, and holds at most ${most}`),
        );
      held = grown;
      entries.set(key, { entry: { size, time: Date.now(), facts }, bytes: bytes.slice() });
    },
    async export(key, path) {
      const known = entries.get(key);
      if (known) await files.write(path, known.bytes);
      return known !== undefined;
    },
  };
}
