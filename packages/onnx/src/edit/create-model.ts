import type { Tensor } from '@camscope/core';
import { Writer } from '../wire/writer.ts';
import { writeNode, type NodeInput } from '../format/node-proto.ts';
import { writeStringEntry } from '../format/string-map.ts';
import { writeTensorProto } from '../format/tensor-proto.ts';
import { writeValueInfo, type ValueInfo } from '../format/value-info-proto.ts';
import { GRAPH, MODEL, writeOpset } from '../format/model-proto.ts';

export interface ModelInput {
  readonly nodes: readonly NodeInput[];
  readonly inputs: readonly ValueInfo[];
  /** Types and shapes may be left out: ONNX Runtime infers them. */
  readonly outputs: readonly ValueInfo[];
  readonly initializers?: Readonly<Record<string, Tensor>>;
  /** Version of the default operator set; 17 by default. */
  readonly opset?: number;
  /** 8 by default. */
  readonly irVersion?: number;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly name?: string;
}

/** A whole ONNX file from its parts: for tests, tiny networks and tools. */
export function createModel(input: ModelInput): Uint8Array {
  const graph = new Writer();
  for (const node of input.nodes) graph.message(GRAPH.node, writeNode(node));
  graph.text(GRAPH.name, input.name ?? 'graph');
  for (const [name, tensor] of Object.entries(input.initializers ?? {})) {
    graph.message(GRAPH.initializer, writeTensorProto(name, tensor));
  }
  for (const info of input.inputs) graph.message(GRAPH.input, writeValueInfo(info));
  for (const info of input.outputs) graph.message(GRAPH.output, writeValueInfo(info));
  const model = new Writer()
    .integer(MODEL.irVersion, input.irVersion ?? 8)
    .text(MODEL.producerName, 'camscope')
    .message(MODEL.graph, graph)
    .message(MODEL.opset, writeOpset('', input.opset ?? 17));
  for (const [key, value] of Object.entries(input.metadata ?? {})) {
    model.message(MODEL.metadata, writeStringEntry(key, value));
  }
  return model.finish();
}
