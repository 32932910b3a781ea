import { sizeOf } from '@camscope/core';
import { Graph, type OnnxModel, type TensorProto, type ValueInfo } from '@camscope/onnx';

/** What an ONNX file says of itself. */
export function fileFacts(model: OnnxModel) {
  const graph = new Graph(model);
  const weights = [...model.graph.initializers.values()];
  const total = (of: (tensor: TensorProto) => number) => weights.reduce((sum, tensor) => sum + of(tensor), 0);
  return {
    irVersion: model.irVersion,
    opsets: Object.fromEntries([...model.opsets].map(([domain, version]) => [domain || 'ai.onnx', version])),
    producer: model.producer,
    inputs: graph.declaredInputs.map(declared),
    outputs: graph.declaredOutputs.map(declared),
    operators: operatorsOf(graph),
    weights: { tensors: weights.length, elements: total(({ dims }) => sizeOf(dims)), bytes: total(bytesOf) },
    metadata: Object.fromEntries(model.metadata),
  };
}

function declared({ name, type, dims }: ValueInfo): string {
  return `${name}: ${type ?? 'no type'} ${dims ? `[${dims.map((dim) => (dim === '' ? '?' : dim)).join(', ')}]` : 'of any shape'}`;
}

/** As stored: in one piece, element by element, or outside the file. */
function bytesOf({ raw, external, bytes }: TensorProto): number {
  return raw?.length ?? external?.length ?? bytes.length;
}

/** Number of nodes by operator, most first. */
function operatorsOf(graph: Graph): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { op } of graph.nodes) counts.set(op, (counts.get(op) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));
}
