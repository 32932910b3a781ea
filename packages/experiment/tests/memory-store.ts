import type { Files } from '@camscope/core';
import type { Entry, UnitStore } from '@camscope/experiment';

/** Keeps what units gave in memory, and writes it out by `files`. */
export function memoryStore(files: Files): UnitStore {
  const entries = new Map<string, { readonly entry: Entry; readonly bytes: Uint8Array }>();
  return {
    place: 'memory',
    find: async (key) => entries.get(key)?.entry,
    read: async (key) => entries.get(key)?.bytes.slice(),
    write: async (key, bytes, facts) =>
      void entries.set(key, {
        entry: { size: bytes.length, time: Date.now(), facts },
        bytes: bytes.slice(),
      }),
    async export(key, path) {
      const known = entries.get(key);
      if (known) await files.write(path, known.bytes);
      return known !== undefined;
    },
  };
}
