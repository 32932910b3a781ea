import type { GraphProto } from '../format/model-proto.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import { bodiesOf, hasBodies } from './bodies.ts';

const captured = new WeakMap<OnnxNode, readonly string[]>();

/** Names of the values that a node reads: its inputs, and what its bodies capture from the graph around it. */
export function readsOf(node: OnnxNode): readonly string[] {
  const free = freeNames(node);
  if (free.length === 0 && !node.inputs.includes('')) return node.inputs;
  return [...node.inputs, ...free].filter((name) => name !== '');
}

/** Working out what bodies capture means reading them, so it is remembered. */
function freeNames(node: OnnxNode): readonly string[] {
  if (!hasBodies(node)) return [];
  let names = captured.get(node);
  if (!names) captured.set(node, (names = [...new Set(capturedNames(node, 0))]));
  return names;
}

function capturedNames(node: OnnxNode, depth: number): string[] {
  return bodiesOf(node, depth).flatMap((body) => namesFreeIn(body, depth + 1));
}

function namesFreeIn(body: GraphProto, depth: number): string[] {
  const own = new Set([
    '',
    ...body.inputs.map((input) => input.name),
    ...body.initializers.keys(),
    ...body.sparse,
  ]);
  for (const node of body.nodes) for (const output of node.outputs) own.add(output);
  const read = body.nodes.flatMap((node) => [...node.inputs, ...capturedNames(node, depth)]);
  return [...read, ...body.outputs.map((output) => output.name)].filter((name) => !own.has(name));
}
