import { contents } from '../wire/decode.ts';
import { readFields } from '../wire/read.ts';
import { MODEL, type OnnxModel } from '../format/model-proto.ts';
import { OnnxNode } from '../format/node-proto.ts';

/** FunctionProto.node. */
const FUNCTION_NODE = 7;

/** The nodes of the functions that a model defines. @throws CamscopeError MODEL_MALFORMED. */
export function* nodesOfFunctions(model: OnnxModel): Iterable<OnnxNode> {
  for (const field of model.fields) {
    if (field.number !== MODEL.functions) continue;
    for (const part of readFields(contents(field))) {
      if (part.number === FUNCTION_NODE) yield new OnnxNode(contents(part));
    }
  }
}
