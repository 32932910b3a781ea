import type { Value } from '../edit/emitter.ts';
import type { Graph } from '../graph/graph.ts';

/** To what these read they give in proportion to it: nothing to a 0. */
const BY_CONTRIBUTION = new Set([
  ...['Conv', 'ConvTranspose', 'Gemm', 'MatMul', 'Add', 'Sum'],
  ...['AveragePool', 'GlobalAveragePool', 'ReduceMean'],
]);
/** These pass on what they are given, by places or to the largest. */
const PASSING = new Set(['Concat', 'Flatten', 'Reshape', 'Identity', 'Dropout', 'MaxPool', 'GlobalMaxPool']);

/**
 * The output of the ReLU that alone reads a value, where what is shared by contribution gives nothing to its zeros: where the value
 * is not above 0, nothing comes to it.
 */
export function rectifiedAlone(graph: Graph, value: Value): Value | undefined {
  const [reader, ...others] = graph.consumers(value);
  if (reader?.op !== 'Relu' || others.length > 0 || graph.outputs.includes(value)) return undefined;
  const [output] = reader.outputs;
  return givesNothingToZeros(graph, output) ? output : undefined;
}

function givesNothingToZeros(graph: Graph, value: Value): boolean {
  return graph
    .consumers(value)
    .every(
      (node) =>
        node.domain === '' &&
        (BY_CONTRIBUTION.has(node.op) ||
          (PASSING.has(node.op) &&
            node.outputs.slice(0, 1).every((output) => givesNothingToZeros(graph, output)))),
    );
}
