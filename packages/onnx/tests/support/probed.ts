import { Graph, probe, readModel, type ProbeOptions } from '@camscope/onnx';
import { inProcessRuntime } from './runtime.ts';

/** The graph of a model in memory, probed. */
export async function probed(model: Uint8Array, options?: ProbeOptions): Promise<Graph> {
  const graph = new Graph(readModel(model));
  const source = { bytes: model };
  return graph.withFacts(
    await probe(graph, { bytes: model, source, sibling: () => source }, inProcessRuntime, options),
  );
}
