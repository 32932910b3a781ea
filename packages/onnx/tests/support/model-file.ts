import type { ModelFile } from '@camscope/core';

/** A model file in memory, with the files beside it. */
export function inMemory(bytes: Uint8Array, siblings: Readonly<Record<string, Uint8Array>> = {}): ModelFile {
  return { bytes, source: { bytes }, sibling: (location) => ({ bytes: siblings[location] }) };
}
