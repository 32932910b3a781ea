import type { OnnxNode } from '../../format/node-proto.ts';
import type { Graph } from '../../graph/graph.ts';
import { codesOf } from './codes.ts';

const ALWAYS = new Set(['Relu', 'Sigmoid', 'HardSigmoid', 'Softmax', 'Softplus', 'Exp', 'Abs', 'Sqrt']);
/** Not negative where what they are made of is not. */
const PASSING = new Set([
  ...['Add', 'Mul', 'Div', 'Sum', 'Concat', 'Max', 'Min', 'Clip'],
  ...['MaxPool', 'AveragePool', 'GlobalMaxPool', 'GlobalAveragePool', 'ReduceMean', 'ReduceSum', 'ReduceMax'],
  ...['Identity', 'Dropout', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Transpose'],
  ...['QuantizeLinear', 'DequantizeLinear'],
]);
/** Made of all their inputs; the others of the first. */
const OF_ALL = new Set(['Add', 'Mul', 'Div', 'Sum', 'Concat', 'Max', 'Min']);

/** Whether the graph shows that a value holds nothing below 0, whatever the image. */
export function isNonNegative(graph: Graph, value: string): boolean {
  const open = [value];
  const seen = new Set(open);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const stored = graph.constant(at);
    if (stored) {
      if (!Array.from(stored.data as Iterable<number | bigint>).every((number) => number >= 0)) return false;
      continue;
    }
    const node = graph.producer(at);
    if (!node || node.domain !== '') return false;
    if (isByItself(graph, node)) continue;
    if (!PASSING.has(node.op) || isStored(graph, node)) return false;
    for (const input of OF_ALL.has(node.op) ? node.inputs : node.inputs.slice(0, 1)) {
      if (!seen.has(input)) open.push(input);
      seen.add(input);
    }
  }
  return true;
}

function isByItself(graph: Graph, node: OnnxNode): boolean {
  const { op, inputs } = node;
  if (op === 'Clip') {
    const low = node.attribute('min') ?? (inputs[1] ? graph.constant(inputs[1])?.data[0] : undefined);
    return low !== undefined && Number(low) >= 0;
  }
  if (op !== 'DequantizeLinear') return ALWAYS.has(op);
  const codes = codesOf(graph, node);
  if (!codes) return false;
  const stored = graph.constant(inputs[0]);
  const lowest = stored ? Math.min(...Array.from(stored.data as Iterable<number>, Number)) : codes.lowest;
  return codes.zeros.every((zero) => lowest >= zero);
}

/** Codes that are stored are not numbers: 0 stands for something else. */
function isStored(graph: Graph, { op, inputs }: OnnxNode): boolean {
  return op === 'DequantizeLinear' && graph.constant(inputs[0]) !== undefined;
}
