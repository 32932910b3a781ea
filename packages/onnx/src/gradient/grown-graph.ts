import type { Tensor } from '@camscope/core';
import type { Draft } from '../edit/draft.ts';
import { OnnxNode, writeNode } from '../format/node-proto.ts';
import { readTensorProto, writeTensorProto } from '../format/tensor-proto.ts';
import { constantOf } from '../graph/constant-of.ts';
import { Graph } from '../graph/graph.ts';
import { inferShape } from '../graph/infer-shape.ts';
import { mergeShapes, type Shape } from '../graph/shape.ts';

export interface GrownGraph {
  readonly graph: Graph;
  /** Values that were appended and hold one item a row. */
  readonly ofRows: ReadonlySet<string>;
}

/**
 * A network with all that has been appended to it, as one row sees it: what was gathered for rows is the value itself, and what is
 * stopped comes from outside. Shapes are worked out for one and for two images, as a probe sees them: nothing has to run.
 * @param index the input that says of each row which image it is of.
 * @throws CamscopeError OPERATOR_UNSUPPORTED.
 */
export function grownGraph(
  graph: Graph,
  draft: Draft,
  index: string | undefined,
  stopped: ReadonlySet<string>,
): GrownGraph {
  const { model, facts } = graph;
  const inputs = draft.inputs.filter(({ name }) => !graph.has(name));
  const known = new Map<string, Shape>([...facts!.shapes]);
  for (const { name, dims = [] } of inputs) {
    const batch = dims.map((dim) => typeof dim === 'string');
    known.set(name, { dims: dims.map((dim) => (typeof dim === 'string' ? 1 : dim)), batch });
  }
  const constants = [...draft.constants];
  for (const [name, { dims }] of constants) known.set(name, { dims, batch: dims.map(() => false) });
  inferShapes(graph, draft, known);
  const isGathered = (node: OnnxNode) =>
    index !== undefined && node.op === 'Gather' && node.inputs[1] === index;
  const nodes = draft.appended
    .filter(({ outputs }) => !stopped.has(outputs[0]))
    .map((node) => (isGathered(node) ? asIdentity(node) : node));
  const protos = constants.map(([name, tensor]) => [name, protoOf(name, tensor)] as const);
  const own = model.graph;
  const grown = {
    ...own,
    nodes: [...own.nodes, ...nodes],
    initializers: new Map([...own.initializers, ...protos]),
    inputs: [...own.inputs, ...inputs, ...[...stopped].map((name) => ({ name }))],
  };
  return {
    graph: new Graph({ ...model, graph: grown }, { ...facts!, shapes: known }),
    ofRows: reachedFrom(
      inputs.filter(({ dims }) => dims?.[0] === 'rows').map(({ name }) => name),
      draft.appended,
    ),
  };
}

/** Adds the shapes of what was appended. */
function inferShapes(graph: Graph, draft: Draft, known: Map<string, Shape>): void {
  const dimsOf = (value: string, images: number): readonly number[] => {
    const shape = known.get(value);
    if (!shape) return graph.shape(value) ?? [];
    return shape.dims.map((dim, axis) => (shape.batch[axis] ? dim * images : dim));
  };
  for (const node of draft.appended) {
    const numbers = (input: number) => {
      const name = node.inputs[input] ?? '';
      const tensor = draft.constants.get(name) ?? (name === '' ? undefined : graph.constant(name));
      return tensor && Array.from(tensor.data as Iterable<number | bigint>, Number);
    };
    const stored = node.op === 'Constant' ? constantOf(node)?.dims : undefined;
    const [one, two] = [1, 2].map(
      (images) =>
        stored ?? inferShape({ node, inputs: node.inputs.map((input) => dimsOf(input, images)), numbers }),
    );
    const shape = mergeShapes(one, two);
    if (shape) known.set(node.outputs[0], shape);
  }
}

/** What depends on the inputs of rows. */
function reachedFrom(inputs: readonly string[], nodes: readonly OnnxNode[]): Set<string> {
  const reached = new Set(inputs);
  for (const node of nodes) {
    if (!node.inputs.some((input) => reached.has(input))) continue;
    for (const output of node.outputs) reached.add(output);
  }
  return reached;
}

function asIdentity({ name, inputs, outputs }: OnnxNode): OnnxNode {
  return new OnnxNode(writeNode({ op: 'Identity', name, inputs: [inputs[0]], outputs }).finish());
}

function protoOf(name: string, tensor: Tensor) {
  return readTensorProto(writeTensorProto(name, tensor).finish());
}
