import { CamscopeError } from '@camscope/core';
import { contents } from '../wire/decode.ts';
import { readFields } from '../wire/read.ts';
import { MODEL, type GraphProto, type OnnxModel } from '../format/model-proto.ts';
import { OnnxNode } from '../format/node-proto.ts';
import type { TensorProto } from '../format/tensor-proto.ts';
import { bodiesOf } from '../graph/bodies.ts';

/** FunctionProto.node. */
const FUNCTION_NODE = 7;

/**
 * The files beside a model in which it keeps weights and constants.
 * @throws CamscopeError MODEL_UNSUPPORTED for external data anywhere else, in a body or a function: ONNX Runtime would
 *   look for it in the working folder of the process, not beside the model.
 */
export function externalLocations(model: OnnxModel): Set<string> {
  const { initializers, nodes } = model.graph;
  const constants = nodes.filter(isConstant).flatMap(tensorsIn);
  const inside = nodes.flatMap((node) => [...(isConstant(node) ? [] : tensorsIn(node)), ...tensorsInBodies(node, 0)]);
  const hidden = [...inside, ...tensorsInFunctions(model)].find((tensor) => tensor.external);
  if (hidden) {
    throw new CamscopeError('MODEL_UNSUPPORTED', 'Only weights and constants of the main graph can be in another file', {
      found: `A tensor inside a node or function is in '${hidden.external?.location}'`,
      fix: 'Convert the model to a single file: onnx.save_model(model, path, save_as_external_data=False)',
    });
  }
  const locations = [...initializers.values(), ...constants].flatMap(({ external }) => external?.location ?? []);
  return new Set(locations);
}

function tensorsInFunctions(model: OnnxModel): TensorProto[] {
  const functions = model.fields.filter((field) => field.number === MODEL.functions);
  return functions
    .flatMap((field) => readFields(contents(field)))
    .filter((field) => field.number === FUNCTION_NODE)
    .map((field) => new OnnxNode(contents(field)))
    .flatMap((node) => [...tensorsIn(node), ...tensorsInBodies(node, 0)]);
}

function tensorsInBodies(node: OnnxNode, depth: number): TensorProto[] {
  return bodiesOf(node, depth).flatMap((body) => tensorsInGraph(body, depth + 1));
}

function tensorsInGraph({ initializers, nodes }: GraphProto, depth: number): TensorProto[] {
  return [...initializers.values(), ...nodes.flatMap((node) => [...tensorsIn(node), ...tensorsInBodies(node, depth)])];
}

function tensorsIn(node: OnnxNode): TensorProto[] {
  return [...node.attributes.values()].flatMap((attribute) => attribute.tensors);
}

function isConstant(node: OnnxNode): boolean {
  return node.domain === '' && node.op === 'Constant';
}
