import type { ModelFamily, Runtime } from '@camscope/core';
import { probed } from './probed.ts';
import { recognition } from './recognition.ts';

/** Says what a family makes of networks in files, each of which is opened once. */
export function recogniser(family: ModelFamily, runtime: Runtime, read: (name: string) => Uint8Array) {
  const graphs = new Map<string, ReturnType<typeof probed>>();
  const graphOf = (name: string): ReturnType<typeof probed> => {
    const known = graphs.get(name) ?? probed(read(name), runtime);
    graphs.set(name, known);
    return known;
  };
  return { graphOf, recognised: async (name: string) => recognition(family, ...(await graphOf(name))) };
}
