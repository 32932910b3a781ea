import type { TensorSite } from '@camscope/core';
import type { AttributeInputs } from '../format/attribute-proto.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import type { Emitter, Value } from '../edit/emitter.ts';
import type { Graph } from '../graph/graph.ts';
import { ancestors } from '../graph/reach.ts';
import { arrangementOf } from '../site/arrangement-of.ts';
import { siteOf } from '../site/site-of.ts';

/** An average pool through which all goes that a head reads of a tensor. */
export interface PoolAfter {
  /** What it makes of the tensor. */
  readonly output: Value;
  /** The same pool of another tensor of that shape. */
  of(emit: Emitter, tensor: Value): Value;
}

/** The average pool behind a tensor, whatever its order of axes is there, where nothing else that the logits need reads it. */
export function poolAfter(graph: Graph, { tensor, view }: TensorSite, logits: string): PoolAfter | undefined {
  const needed = ancestors(graph, [logits]);
  const readers = graph.consumers(tensor).filter(({ outputs }) => outputs.some((value) => needed.has(value)));
  const [node] = readers;
  if (readers.length !== 1 || tensor === logits || node.domain !== '') return undefined;
  const output = node.outputs[0];
  if (node.op === 'Transpose') {
    const pool = poolAfter(graph, siteOf(graph, output), logits);
    const perm = node.attribute('perm') as readonly number[] | undefined;
    return pool && perm && { output: pool.output, of: (emit, x) => pool.of(emit, emit.transpose(x, perm)) };
  }
  const axes = pooledAxes(graph, node);
  if (axes?.join() !== arrangementOf(view).spatialAxes.join()) return undefined;
  if (node.op === 'ReduceMean') {
    const keepdims = node.attribute('keepdims') !== 0;
    return { output, of: (emit, x) => emit.reduceMean(x, axes, keepdims) };
  }
  const attributes = Object.fromEntries(
    [...node.attributes].map(([name, { value }]) => [name, value]),
  ) as AttributeInputs;
  return { output, of: (emit, x) => emit.node(node.op, [x], attributes) };
}

/** Axes over which a node averages, in order; undefined where it does not, or over all or unknown ones. */
function pooledAxes(graph: Graph, node: OnnxNode): number[] | undefined {
  if (!/^((Global)?AveragePool|ReduceMean)$/.test(node.op)) return undefined;
  const rank = graph.shape(node.inputs[0])!.length;
  if (node.op !== 'ReduceMean') return Array.from({ length: rank - 2 }, (_, i) => i + 2);
  const given = (node.attribute('axes') ?? graph.integers(node.inputs[1] ?? '')) as
    readonly number[] | undefined;
  return given?.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
}
