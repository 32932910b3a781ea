import { CamscopeError, type Expression } from '@camscope/core';
import { GRAPH } from '../format/model-proto.ts';
import { reading, type OnnxNode } from '../format/node-proto.ts';
import { Graph } from '../graph/graph.ts';
import type { Shape } from '../graph/shape.ts';
import { blockOutputs } from '../locate/block-outputs.ts';
import { nodesBetween } from '../locate/pieces.ts';
import { readFields } from '../wire/read.ts';
import { Writer } from '../wire/writer.ts';
import type { CompileRequest } from './compile-request.ts';

/** A transformer whose head is there once more for each of its blocks but the last. */
export interface BlockHeads {
  readonly graph: Graph;
  /** Value names of what the head makes of each block's own tokens. */
  readonly blockLogits: readonly string[];
}

/**
 * The graph with its head on every block, where words ask for what it makes of them.
 * @throws CamscopeError MODEL_UNSUPPORTED where the head cannot be told from the blocks.
 */
export function headsFor(
  { graph, head }: Pick<CompileRequest, 'graph' | 'head'>,
  words: readonly Expression[],
): BlockHeads {
  if (!words.some(({ word }) => word === 'blockScore')) return { graph, blockLogits: [] };
  const heads = withBlockHeads(graph, head.logits);
  if (heads) return heads;
  throw new CamscopeError('MODEL_UNSUPPORTED', 'The head of the network cannot be told from its last block', {
    fix: 'Choose another method of attention',
  });
}

function withBlockHeads(graph: Graph, logits: string): BlockHeads | undefined {
  const outputs = blockOutputs(graph, logits);
  const last = outputs.at(-1);
  const between = last === undefined ? undefined : nodesBetween(graph, last, logits, graph.nodes);
  if (last === undefined || !between) return undefined;
  const head = graph.nodes.filter((node) => between.includes(node));
  const prefix = graph.unusedPrefix('block-head');
  const shapes = new Map<string, Shape>(graph.facts!.shapes);
  const made = new Set(head.flatMap((node) => node.outputs));
  const copies = outputs.slice(0, -1).flatMap((output, block) => {
    const nameOf = (value: string) =>
      value === last ? output : made.has(value) ? copyOf(prefix, block, value) : value;
    for (const value of made) {
      const shape = graph.probedShape(value);
      if (shape) shapes.set(nameOf(value), shape);
    }
    return head.map((node) => reading(node, nameOf));
  });
  const { model } = graph;
  const nodes = [...model.graph.nodes, ...copies];
  const fields = [...model.graph.fields, ...copies.map((node) => ({ node, field: fieldOf(node) }))];
  const extended = new Graph(
    { ...model, graph: { ...model.graph, nodes, fields } },
    { ...graph.facts!, shapes },
  );
  return {
    graph: extended,
    blockLogits: [...outputs.slice(0, -1).map((_, block) => copyOf(prefix, block, logits)), logits],
  };
}

function copyOf(prefix: string, block: number, value: string): string {
  return `${prefix}/${block}/${value}`;
}

function fieldOf({ bytes }: OnnxNode) {
  const writer = new Writer();
  writer.bytes(GRAPH.node, bytes);
  return readFields(writer.finish())[0];
}
