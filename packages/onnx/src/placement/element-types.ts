import type { ElementType } from '@camscope/core';
import { DATA_TYPES, elementTypeOf } from '../format/data-types.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import { constantOf } from '../graph/constant-of.ts';
import type { Graph } from '../graph/graph.ts';

/** The type of an operator's outputs, where it is another than that of its first input: one type, or that of an input. */
const OUTPUTS: Readonly<Record<string, ElementType | number>> = {
  ...{ Shape: 'int64', Size: 'int64', ArgMax: 'int64', ArgMin: 'int64', NonZero: 'int64' },
  ...{ Equal: 'bool', Greater: 'bool', GreaterOrEqual: 'bool', Less: 'bool', LessOrEqual: 'bool' },
  ...{ IsNaN: 'bool', IsInf: 'bool', Not: 'bool', And: 'bool', Or: 'bool', Xor: 'bool' },
  ...{ Where: 1, CastLike: 1, DequantizeLinear: 1, OneHot: 2, QuantizeLinear: 2, QLinearConv: 7 },
  ...{ ConvInteger: 'int32', MatMulInteger: 'int32', DynamicQuantizeLinear: 'uint8' },
};
/** Operators whose second output has a type of its own. */
const INDICES: ReadonlySet<string> = new Set(['MaxPool', 'TopK', 'Unique']);
/** Operators of whose outputs nothing is said here. */
const UNTOLD: ReadonlySet<string> = new Set(['If', 'Loop', 'Scan', 'SequenceAt', 'Optional', 'EyeLike']);

/** The element types of a graph's values, as far as they follow from what it declares and holds. */
export function elementTypes(graph: Graph): ReadonlyMap<string, ElementType> {
  const types = new Map<string, ElementType>();
  const set = (name: string, type: ElementType | undefined) => type && types.set(name, type);
  for (const { name, type } of graph.declaredInputs) set(name, type);
  for (const { name, dataType } of graph.model.graph.initializers.values())
    set(name, elementTypeOf(dataType));
  for (const node of graph.nodes) {
    node.outputs.forEach((output, i) => set(output, outputType(node, i, types)));
  }
  return types;
}

function outputType(
  node: OnnxNode,
  output: number,
  types: ReadonlyMap<string, ElementType>,
): ElementType | undefined {
  const { op, domain, inputs } = node;
  if (domain !== '' || UNTOLD.has(op)) return undefined;
  if (op === 'Constant') return constantOf(node)?.type;
  if (op === 'Cast') return elementTypeOf(Number(node.attribute('to')));
  if (op === 'ConstantOfShape') {
    return elementTypeOf(node.attributes.get('value')?.tensors[0]?.dataType ?? DATA_TYPES.float32);
  }
  if (output > 0 && INDICES.has(op)) return 'int64';
  const told = Object.hasOwn(OUTPUTS, op) ? OUTPUTS[op] : 0;
  return typeof told === 'string' ? told : types.get(inputs[told] ?? '');
}
