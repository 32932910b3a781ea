import type { GraphView, NodeView, TensorSite } from '@camscope/core';
import { ancestors, descendants } from '../graph/reach.ts';
import { sizeAt } from '../site/arrangement-of.ts';
import { siteOf } from '../site/site-of.ts';
import { tokenView } from '../site/token-view.ts';
import { attentionParts } from './attention-blocks.ts';

/** Operators that only carry a tensor on, or pool it before the head: the target is what they are given. */
const CARRIERS = new Set([
  ...[
    'Identity',
    'Cast',
    'Dropout',
    'Pad',
    'Reshape',
    'Transpose',
    'QuantizeLinear',
    'DequantizeLinear',
    'AveragePool',
  ],
]);

/**
 * The tensor that enters the global pool; without one, the last spatial tensor that the head reads. Where it reads a token
 * that is of no place, what the last attention is made from: no patch behind it comes to the scores.
 * @param logits value name of the class scores.
 * @returns undefined when no spatial tensor leads to the logits.
 */
export function locateTarget(graph: GraphView, logits: string): TensorSite | undefined {
  const site = lastSite(graph, logits);
  return site && readsPrefix(graph, site) ? (beforeAttention(graph) ?? site) : site;
}

/** The last spatial tensor that the head reads, with all that it reads of it. */
export function lastSite(graph: GraphView, logits: string): TensorSite | undefined {
  const leading = ancestors(graph, [logits]);
  const convolved = descendants(graph, convolutionOutputs(graph));
  // Keys and values are ways to read the tokens that they are made from.
  const isSite = (value: string) =>
    leading.has(value) && convolved.has(value) && isSpatial(graph, value) && !isInAttention(graph, value);
  for (const node of [...graph.nodes].reverse()) {
    const found = node.outputs.find(isSite);
    if (found !== undefined) return siteOf(graph, carried(graph, found, isSite));
  }
  return undefined;
}

/** Whether the head picks tokens before the patches, by their number or as a slice. */
function readsPrefix(graph: GraphView, { tensor, view }: TensorSite): boolean {
  if (view.kind !== 'tokens' || view.prefix === 0) return false;
  return graph.consumers(tensor).some(({ op, outputs: [output] }) => {
    const dims = graph.shape(output);
    if (op === 'Gather') return dims?.length === 2 || dims?.[1] === 1;
    if (op === 'Slice' && dims !== undefined && dims[1] <= view.prefix) return true;
    return (op === 'Slice' || op === 'Identity') && readsPrefix(graph, siteOf(graph, output));
  });
}

/** What queries, keys and values of the last attention are made from. */
function beforeAttention(graph: GraphView): TensorSite | undefined {
  const input = attentionParts(graph)
    .at(-1)
    ?.inputs.findLast((value) => isSpatial(graph, value));
  return input === undefined ? undefined : siteOf(graph, input);
}

const POOL = /^(Global)?(Average|Max|Lp)Pool$|^Reduce(Mean|Max|Sum|L2)$/;

/** Whether a tensor enters a pool over the whole of its maps, and nothing else. */
export function isPooled(graph: GraphView, tensor: string): boolean {
  const readers = graph.consumers(tensor);
  return (
    readers.length > 0 &&
    readers.every((node) => {
      const [output] = node.outputs;
      if (POOL.test(node.op) && !isSpatial(graph, output)) return true;
      return isCarrier(graph, node) && isPooled(graph, output);
    })
  );
}

/** Whether a value is a stack of maps, made from the image: of rank 4, with more than one row and column, or of tokens. */
export function isSpatial(graph: GraphView, value: string): boolean {
  const rank = graph.shape(value)?.length;
  if (rank === 3) return tokenView(graph, value) !== undefined;
  if (rank !== 4 || graph.isConstant(value) || isInAttention(graph, value)) return false;
  const [height, width] = sizeAt(graph, siteOf(graph, value));
  return height > 1 && width > 1;
}

/** Whether a value is a part of attention: one of rank 4 is of heads and tokens then, not of rows and columns. */
function isInAttention(graph: GraphView, value: string): boolean {
  let inside = insides.get(graph);
  if (!inside)
    insides.set(graph, (inside = new Set(attentionParts(graph).flatMap((each) => [...each.inside]))));
  return inside.has(value);
}

const insides = new WeakMap<GraphView, ReadonlySet<string>>();

function carried(graph: GraphView, value: string, isSite: (value: string) => boolean): string {
  for (;;) {
    const node = graph.producer(value);
    if (!node || !isCarrier(graph, node)) return value;
    const source = node.inputs[0];
    // Quantised values stand between a quantiser and its inverse: look through both.
    if (!isSite(source)) return value;
    value = source;
  }
}

function isCarrier(graph: GraphView, { op, inputs }: NodeView): boolean {
  // A slice of tokens leaves out those of no place; one of maps crops them.
  return CARRIERS.has(op) || (op === 'Slice' && graph.shape(inputs[0])?.length === 3);
}

function convolutionOutputs(graph: GraphView): string[] {
  return graph.nodes.filter((node) => /Conv/.test(node.op)).flatMap((node) => [...node.outputs]);
}
