import { malformed } from '../wire/malformed.ts';
import { readGraph, type GraphProto } from '../format/model-proto.ts';
import type { OnnxNode } from '../format/node-proto.ts';

/** Deepest nesting of bodies that is followed. */
const MAX_DEPTH = 32;
/** Operators of ai.onnx that hold graphs. */
const WITH_BODY = new Set(['If', 'Loop', 'Scan', 'SequenceMap']);

/** Whether a node holds graphs, or may: operators of other domains are anybody's. */
export function hasBodies(node: OnnxNode): boolean {
  return node.domain !== '' || WITH_BODY.has(node.op);
}

/**
 * The graphs inside a node: branches of an If, the body of a Loop.
 * @param depth number of nodes around this one.
 * @throws CamscopeError MODEL_MALFORMED, also for graphs nested more than 32 deep.
 */
export function bodiesOf(node: OnnxNode, depth = 0): readonly GraphProto[] {
  if (!hasBodies(node)) return [];
  const graphs = [...node.readAttributes().values()].flatMap((attribute) => attribute.graphs);
  if (graphs.length > 0 && depth >= MAX_DEPTH)
    throw malformed(`graphs nested more than ${MAX_DEPTH} deep in ${node}`);
  return graphs.map((graph) => readGraph([graph]));
}
