import type { OnnxModel } from '../format/model-proto.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import { bodiesOf } from './bodies.ts';
import { nodesOfFunctions } from './functions.ts';

/**
 * Whether a model has a Loop, in its graph, in a body or in a function: nothing bounds how often it goes round.
 * @throws CamscopeError MODEL_MALFORMED.
 */
export function hasLoop(model: OnnxModel): boolean {
  return [...model.graph.nodes, ...nodesOfFunctions(model)].some((node) => loops(node, 0));
}

function loops(node: OnnxNode, depth: number): boolean {
  if (node.domain === '' && node.op === 'Loop') return true;
  return bodiesOf(node, depth).some((body) => body.nodes.some((inner) => loops(inner, depth + 1)));
}
