import { contents } from '../wire/decode.ts';
import { readFields, type Field } from '../wire/read.ts';
import { MODEL, type GraphProto, type OnnxModel } from '../format/model-proto.ts';
import { OnnxNode } from '../format/node-proto.ts';
import type { TensorProto } from '../format/tensor-proto.ts';
import { bodiesOf } from '../graph/bodies.ts';

/** FunctionProto.node. */
const FUNCTION_NODE = 7;

/**
 * Where a model keeps tensors outside its file: initialisers, constants, those of bodies and of the model's functions.
 * @throws CamscopeError MODEL_MALFORMED.
 */
export function externalLocations(model: OnnxModel): Set<string> {
  const functions = model.fields.filter((field) => field.number === MODEL.functions);
  const nodes = functions.flatMap((field) => readFields(contents(field)).filter(isFunctionNode));
  return new Set([
    ...locationsInGraph(model.graph, 0),
    ...nodes.flatMap((field) => locationsInNode(new OnnxNode(contents(field)), 0)),
  ]);
}

function locationsInGraph(graph: GraphProto, depth: number): string[] {
  const initializers = [...graph.initializers.values()].flatMap(locationOf);
  return [...initializers, ...graph.nodes.flatMap((node) => locationsInNode(node, depth))];
}

function locationsInNode(node: OnnxNode, depth: number): string[] {
  const bodies = bodiesOf(node, depth).flatMap((body) => locationsInGraph(body, depth + 1));
  if (node.domain === '' && node.op !== 'Constant') return bodies;
  const tensors = [...node.attributes.values()].flatMap((attribute) => attribute.tensor ?? []);
  return [...bodies, ...tensors.flatMap(locationOf)];
}

function locationOf(tensor: TensorProto): string[] {
  return tensor.external ? [tensor.external.location] : [];
}

function isFunctionNode(field: Field): boolean {
  return field.number === FUNCTION_NODE;
}
