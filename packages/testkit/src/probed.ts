import { inMemory } from '@camscope/conformance';
import type { Head, Runtime } from '@camscope/core';
import { Graph, locateHead, probe, readModel } from '@camscope/onnx';

/** The graph of a network in memory, probed, and what it alone tells of the classifier. */
export async function probed(model: Uint8Array, runtime: Runtime): Promise<[Graph, Head]> {
  const graph = new Graph(readModel(model));
  const known = graph.withFacts(await probe(graph, inMemory(model), runtime));
  return [known, locateHead(known)];
}
