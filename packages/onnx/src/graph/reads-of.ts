import type { GraphProto } from '../format/model-proto.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import { bodiesOf } from './bodies.ts';

const reads = new WeakMap<OnnxNode, readonly string[]>();

/** Names of the values that a node reads: its inputs, and what its bodies capture from the graph around it. */
export function readsOf(node: OnnxNode): readonly string[] {
  let names = reads.get(node);
  if (!names) {
    names = [...new Set([...node.inputs, ...capturedNames(node, 0)])].filter((name) => name !== '');
    reads.set(node, names);
  }
  return names;
}

function capturedNames(node: OnnxNode, depth: number): string[] {
  return bodiesOf(node, depth).flatMap((body) => freeNames(body, depth + 1));
}

function freeNames(body: GraphProto, depth: number): string[] {
  const own = new Set(['', ...body.inputs.map((input) => input.name), ...body.initializers.keys(), ...body.sparse]);
  for (const node of body.nodes) for (const output of node.outputs) own.add(output);
  const read = body.nodes.flatMap((node) => [...node.inputs, ...capturedNames(node, depth)]);
  return [...read, ...body.outputs.map((output) => output.name)].filter((name) => !own.has(name));
}
