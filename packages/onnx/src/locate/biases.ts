import type { NodeView, TensorSite } from '@camscope/core';
import type { Emitter, Value } from '../edit/emitter.ts';
import type { Graph } from '../graph/graph.ts';
import { ancestors } from '../graph/reach.ts';

/** A bias that a convolution or batch norm adds to maps, one number for each of its channels. */
export interface BiasSite {
  /** What it is added to make, channels first. */
  readonly site: TensorSite;
  /** The bias, [1,C,1,1]. */
  emit(emit: Emitter): Value;
}

/** The biases of convolutions and batch norms on the way to the logits, in graph order; a batch norm's is β − γμ/√(σ² + ε). */
export function biasesOf(graph: Graph, logits: string): readonly BiasSite[] {
  const leading = ancestors(graph, [logits]);
  return graph.nodes.flatMap((node) => {
    const [output] = node.outputs;
    const bias = leading.has(output) && graph.shape(output)?.length === 4 ? biasOf(graph, node) : undefined;
    const site = { tensor: output, view: { kind: 'channels-first' } } as const;
    return bias ? [{ site, emit: (emit) => emit.reshape(bias(emit), [1, -1, 1, 1]) }] : [];
  });
}

function biasOf(graph: Graph, node: NodeView): ((emit: Emitter) => Value) | undefined {
  const [, ...parameters] = node.inputs;
  if (!parameters.every((input) => graph.isConstant(input))) return undefined;
  if (node.op === 'Conv' && parameters.length === 2) return () => parameters[1];
  if (node.op !== 'BatchNormalization') return undefined;
  const [scale, shift, mean, variance] = parameters;
  const epsilon = Number(node.attribute('epsilon') ?? 1e-5);
  return (emit) => {
    const deviation = emit.node('Sqrt', [emit.add(variance, emit.scalar(epsilon))]);
    return emit.sub(shift, emit.div(emit.mul(scale, mean), deviation));
  };
}
