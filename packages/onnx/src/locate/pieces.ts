import type { GraphView, NodeView } from '@camscope/core';
import { isShape } from '../graph/reach.ts';

/** A part of a network through which everything goes: one value enters, one leaves. */
export interface Piece {
  readonly input: string;
  /** In graph order; the last makes `output`. */
  readonly nodes: readonly NodeView[];
  readonly output: string;
}

/**
 * The way from one value to another, cut at every value that all of it goes through.
 * @param within nodes among which it lies, in graph order.
 * @returns undefined where `to` depends on the image in another way than through `from`.
 */
export function pieces(
  graph: GraphView,
  from: string,
  to: string,
  within = graph.nodes,
): Piece[] | undefined {
  const nodes = nodesBetween(graph, from, to, within);
  if (!nodes) return undefined;
  const place = new Map(nodes.map((node, i) => [node, i]));
  const lastRead = (value: string) =>
    Math.max(-1, ...graph.consumers(value).map((by) => (isShape(by) ? -1 : (place.get(by) ?? -1))));
  const found: Piece[] = [];
  let open = lastRead(from);
  let [first, input] = [0, from];
  nodes.forEach((node, i) => {
    const read = node.outputs.filter((output) => output === to || lastRead(output) >= 0);
    if (open <= i && read.length === 1) {
      found.push({ input, nodes: nodes.slice(first, i + 1), output: read[0] });
      [first, input] = [i + 1, read[0]];
    }
    open = Math.max(open, ...read.map(lastRead));
  });
  return input === to ? found : undefined;
}

/** The nodes on the ways from one value to another, in graph order; weights and shapes lie on none. */
export function nodesBetween(
  graph: GraphView,
  from: string,
  to: string,
  within: readonly NodeView[],
): NodeView[] | undefined {
  const leading = new Set<NodeView>();
  const seen = new Set([from]);
  const open = [to];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (seen.has(value) || value === '' || graph.isConstant(value)) continue;
    seen.add(value);
    const node = graph.producer(value);
    if (!node) return undefined;
    if (isShape(node)) continue;
    leading.add(node);
    open.push(...node.inputs);
  }
  const fed = new Set([from]);
  return within.filter((node) => {
    const isFed = leading.has(node) && node.inputs.some((input) => fed.has(input));
    if (isFed) for (const output of node.outputs) fed.add(output);
    return isFed;
  });
}
