import type { ModelFile, Runtime } from '@camscope/core';
import { inferredFacts, probe, type Graph, type ProbedFacts, type ProbeOptions } from '@camscope/onnx';
import { sha256 } from './sha256.ts';

/** Where what was learnt of networks by running them once is kept, by a key of 64 hexadecimal digits. */
export interface ProbeCache {
  get(key: string): Promise<ProbedFacts | undefined>;
  put(key: string, facts: ProbedFacts): Promise<void>;
}

/** Of what a probe learns; other facts of it have another key. */
const VERSION = 2;

/**
 * What a probe of the network learns: out of its operators where these are plain, out of the cache where it is known. Any other network
 * with weights in other files is always probed.
 * @throws CamscopeError as `probe`.
 */
export async function probedFacts(
  graph: Graph,
  file: ModelFile,
  runtime: Runtime,
  options: ProbeOptions,
  cache: ProbeCache | undefined,
): Promise<ProbedFacts> {
  const inferred = inferredFacts(graph, options.size);
  if (inferred) return inferred;
  if (!cache || [...graph.model.graph.initializers.values()].some(({ external }) => external))
    return probe(graph, file, runtime, options);
  const asked = JSON.stringify([VERSION, options.size, await sha256(file.bytes)]);
  const key = await sha256(new TextEncoder().encode(asked));
  const known = await cache.get(key);
  if (known) return known;
  const facts = await probe(graph, file, runtime, options);
  await cache.put(key, facts);
  return facts;
}
