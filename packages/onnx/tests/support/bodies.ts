import { createModel, type ModelInput } from '@camscope/onnx';
import { Writer } from '../../src/wire/writer.ts';
import { messagesAt, PATHS, rewrite } from './messages.ts';

/** The graph of a model, for use as the body of a node. */
export function body(graph: Partial<ModelInput>): Uint8Array {
  return messagesAt(createModel({ nodes: [], inputs: [], outputs: [], ...graph }), PATHS.graph)[0];
}

/** The message of a node with bodies, which `createModel` has no way to say. */
export function nodeWithBodies(
  op: string,
  inputs: readonly string[],
  output: string,
  bodies: Readonly<Record<string, Uint8Array>>,
): Uint8Array {
  const node = new Writer();
  for (const input of inputs) node.text(1, input);
  node.text(2, output).text(4, op);
  for (const [name, graph] of Object.entries(bodies)) {
    node.message(5, new Writer().text(1, name).bytes(6, graph).integer(20, 5));
  }
  return node.finish();
}

/** A body with one more node. */
export function bodyWithNode(graph: Uint8Array, node: Uint8Array): Uint8Array {
  return new Writer().raw(graph).bytes(1, node).finish();
}

/** A model with one more node. */
export function withNode(model: Uint8Array, node: Uint8Array): Uint8Array {
  return rewrite(model, PATHS.graph, (graph) => bodyWithNode(graph, node));
}
