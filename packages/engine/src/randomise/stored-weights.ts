import { sizeOf } from '@camscope/core';
import type { Graph, TensorProto } from '@camscope/onnx';

/** TensorProto.DataType of numbers that weights are made of. */
const FLOATS = new Set([1, 10, 11]);
const INTEGERS = new Set([2, 3, 6]);

/**
 * The tensors stored in the model, of more than one number, from which a constant is computed: through copies, casts
 * and dequantisation, whose scales are left alone.
 * @param integers whether integers count where they are read as they are.
 */
export function storedWeights(graph: Graph, value: string, integers = false): string[] {
  const found: string[] = [];
  const open = [{ value, integers }];
  const seen = new Set([value]);
  for (let at = open.pop(); at; at = open.pop()) {
    const node = graph.producer(at.value);
    if (!node || (node.op === 'Constant' && node.domain === '')) {
      if (isWeight(graph, at.value, at.integers)) found.push(at.value);
      continue;
    }
    const dequantises = node.op === 'DequantizeLinear';
    const inputs = dequantises ? node.inputs.slice(0, 1) : node.inputs;
    for (const input of inputs.toReversed()) {
      if (input === '' || seen.has(input)) continue;
      seen.add(input);
      open.push({ value: input, integers: at.integers || dequantises });
    }
  }
  return found;
}

function isWeight(graph: Graph, value: string, integers: boolean): boolean {
  const stored = storedTensor(graph, value);
  if (!stored || sizeOf(stored.dims) < 2) return false;
  return FLOATS.has(stored.dataType) || (integers && INTEGERS.has(stored.dataType));
}

/** The message of an initialiser, or of what a Constant holds as a tensor. */
export function storedTensor(graph: Graph, value: string): TensorProto | undefined {
  const constant = graph.producer(value);
  return constant ? constant.attributes.get('value')?.tensors[0] : graph.model.graph.initializers.get(value);
}
