import type { Graph } from '../graph/graph.ts';

/**
 * The newest operator set for which every execution provider has kernels: providers register kernels by version, and
 * several stop at 21.
 */
const PORTABLE = 21;
/** Operators that came after, in whatever version. */
const NEWER = new Set([
  'Attention',
  'RMSNormalization',
  'RotaryEmbedding',
  'Swish',
  'TensorScatter',
  'BitCast',
  'CumProd',
]);
/** Attributes that came after, by operator. */
const NEWER_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['Cast', 'round_mode'],
  ['CastLike', 'round_mode'],
  ['QuantizeLinear', 'precision'],
]);

/**
 * The operator set under which a graph runs on most providers. From 21 on, new versions of the old operators only
 * widened their types, so a graph of those can be declared as of operator set 21 without any other change.
 */
export function portableOpset(graph: Graph): number {
  const isNewer = graph.nodes.some((node) => {
    if (node.domain !== '') return false;
    const attribute = NEWER_ATTRIBUTES.get(node.op);
    return NEWER.has(node.op) || (attribute !== undefined && node.attributes.has(attribute));
  });
  return isNewer ? graph.opset : Math.min(graph.opset, PORTABLE);
}
