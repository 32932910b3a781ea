import { CamscopeError } from '@camscope/core';
import { append } from '../wire/decode.ts';
import type { OnnxModel } from '../format/model-proto.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import type { TensorProto } from '../format/tensor-proto.ts';
import { bodiesOf } from '../graph/bodies.ts';
import { nodesOfFunctions } from '../graph/functions.ts';

/**
 * The files beside a model in which it keeps weights and constants.
 * @throws CamscopeError MODEL_UNSUPPORTED for external data anywhere else, in a body or a function: ONNX Runtime would
 *   look for it in the working folder of the process, not beside the model.
 */
export function externalLocations(model: OnnxModel): Set<string> {
  const { initializers, nodes } = model.graph;
  const tensors = [...initializers.values()];
  for (const node of nodes) {
    if (node.domain === '' && node.op === 'Constant') append(tensors, [...tensorsIn(node, 0)]);
    else refuseExternal(tensorsIn(node, 0));
  }
  for (const node of nodesOfFunctions(model)) refuseExternal(tensorsIn(node, 0));
  return new Set(tensors.flatMap(({ external }) => external?.location ?? []));
}

function refuseExternal(tensors: Iterable<TensorProto>): void {
  for (const { external } of tensors) {
    if (!external) continue;
    throw new CamscopeError(
      'MODEL_UNSUPPORTED',
      'Only weights and constants of the main graph can be in another file',
      {
        found: `A tensor inside a node or function is in '${external.location}'`,
        fix: 'Convert the model to a single file: onnx.save_model(model, path, save_as_external_data=False)',
      },
    );
  }
}

/** In the attributes of a node, and in its bodies. */
function* tensorsIn(node: OnnxNode, depth: number): Iterable<TensorProto> {
  for (const attribute of node.readAttributes().values()) yield* attribute.tensors;
  for (const body of bodiesOf(node, depth)) {
    yield* body.initializers.values();
    for (const inner of body.nodes) yield* tensorsIn(inner, depth + 1);
  }
}
