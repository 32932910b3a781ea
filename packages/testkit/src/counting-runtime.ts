import { runtimeWith, sessionWith, type RunOptions, type Runtime, type Tensor } from '@camscope/core';
import { NAMES } from '@camscope/onnx';

/** Bytes of feeds: of memory that is given away, and of what the session has to copy. */
export interface FedBytes {
  readonly moved: number;
  readonly copied: number;
}

/**
 * A runtime that tells how many images, or masks of one, each run of its sessions puts through a network or its head,
 * probes included.
 * @param count hears it before the run, and what the run is fed.
 */
export function countingRuntime(runtime: Runtime, count: (images: number, fed: FedBytes) => void): Runtime {
  return runtimeWith(runtime, {
    async open(source, options) {
      const session = await runtime.open(source, options);
      const kept = new Map<string, Tensor>();
      return sessionWith(session, {
        run(feeds, how) {
          // Samples and masked copies of an image are made of it in the graph.
          const masks = Object.keys(feeds).filter((name) => name.startsWith(NAMES.mask));
          const many = [NAMES.scale, ...masks, NAMES.levels].flatMap((name) => feeds[name] ?? []);
          const images = Object.values(feeds).filter(({ dims }) => dims.length === 4);
          const batch = Math.max(...(many.length > 0 ? many : images.slice(0, 1)).map(({ dims }) => dims[0]));
          if (batch > 0) count(batch, bytesOf(feeds, kept, how));
          return session.run(feeds, how);
        },
      });
    },
  });
}

/** @param kept the constant feeds of the runs before. */
function bytesOf(
  feeds: Readonly<Record<string, Tensor>>,
  kept: Map<string, Tensor>,
  { scratch, constant = [] }: RunOptions = {},
): FedBytes {
  const lent = new Set(scratch?.lentTo(feeds));
  let [moved, copied] = [0, 0];
  for (const [name, tensor] of Object.entries(feeds)) {
    const { buffer, byteLength } = tensor.data;
    if (lent.has(buffer as ArrayBuffer)) moved += byteLength;
    else if (kept.get(name) !== tensor) copied += byteLength;
    if (constant.includes(name)) kept.set(name, tensor);
  }
  return { moved, copied };
}
