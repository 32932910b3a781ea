import type { ModelFile } from '@camscope/core';

/** A model that exists in memory only, for a runtime to open. */
export function inMemory(bytes: Uint8Array): ModelFile {
  return {
    bytes,
    source: { bytes },
    sibling: (location) => {
      throw new Error(`A model in memory has no external data '${location}'`);
    },
  };
}
