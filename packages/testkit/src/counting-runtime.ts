import type { Runtime } from '@camscope/core';
import { NAMES } from '@camscope/onnx';

/**
 * A runtime that tells how many images, or masks of one, each run of its sessions puts through a network or its head,
 * probes included.
 * @param count hears it before the run.
 */
export function countingRuntime(runtime: Runtime, count: (images: number) => void): Runtime {
  return {
    baseline: runtime.baseline,
    load: (location) => runtime.load(location),
    providers: () => runtime.providers(),
    close: () => runtime.close(),
    async open(source, options) {
      const session = await runtime.open(source, options);
      const { provider, inputs, outputs } = session;
      return {
        ...{ provider, inputs, outputs },
        release: () => session.release(),
        run(feeds, how) {
          // Samples and masked copies of an image are made of it in the graph.
          const many = feeds[NAMES.scale] ?? feeds[NAMES.mask] ?? feeds[NAMES.rows];
          const batch = many ?? Object.values(feeds).find(({ dims }) => dims.length === 4);
          if (batch) count(batch.dims[0]);
          return session.run(feeds, how);
        },
      };
    },
  };
}
