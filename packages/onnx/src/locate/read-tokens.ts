import type { NodeView, TensorSite } from '@camscope/core';
import type { Graph } from '../graph/graph.ts';
import { ancestors } from '../graph/reach.ts';
import type { TokensView } from '../site/token-view.ts';
import { lastSite } from './target.ts';

/** What the head of a transformer reads of its tokens. */
export interface ReadTokens {
  readonly view: TokensView;
  /** For each token, its share: 1 for the class token or, where means are read, shares of them. */
  readonly shares: Float32Array;
}

/** Operators that hand tokens on. */
const HANDING_ON = new Set(['Identity', 'Cast', 'Dropout']);

/**
 * What the head reads of the tokens: each thing that reads some of them counts as much as the others.
 * @returns undefined where it does not read tokens.
 */
export function readTokens(graph: Graph, logits: string): ReadTokens | undefined {
  const site = lastSite(graph, logits);
  if (site?.view.kind !== 'tokens') return undefined;
  const count = graph.shape(site.tensor)![1];
  const readings = readingsOf(
    graph,
    site,
    logits,
    Array.from({ length: count }, (_, i) => i),
  );
  const shares = new Float32Array(count);
  for (const rows of readings) for (const row of rows) shares[row] += 1 / (rows.length * readings.length);
  return { view: site.view, shares };
}

/** Rows of tokens by what reads them. @param rows that `tensor` holds. */
function readingsOf(
  graph: Graph,
  { tensor }: Pick<TensorSite, 'tensor'>,
  logits: string,
  rows: readonly number[],
): (readonly number[])[] {
  const leading = ancestors(graph, [logits]);
  return graph
    .consumers(tensor)
    .filter(({ outputs: [output] }) => leading.has(output))
    .flatMap((node) => {
      const kept = HANDING_ON.has(node.op) || node.op === 'Slice' ? keptRows(graph, node, rows) : undefined;
      if (kept) return readingsOf(graph, { tensor: node.outputs[0] }, logits, kept);
      if (node.op === 'Gather' && node.attribute('axis') === 1) {
        const picked = graph.integers(node.inputs[1]);
        if (picked) return [picked.map((row) => rows.at(row)!)];
      }
      return [rows];
    });
}

/** The rows that are left of tokens behind a node that hands some on. */
function keptRows(graph: Graph, node: NodeView, rows: readonly number[]): readonly number[] | undefined {
  const count = graph.shape(node.outputs[0])?.[1];
  if (node.op !== 'Slice' || count === rows.length) return rows;
  const given = (name: string, place: number) =>
    (node.attribute(name) as readonly number[] | undefined) ?? graph.integers(node.inputs[place] ?? '');
  const starts = given('starts', 1);
  const axes = given('axes', 3) ?? starts?.map((_, axis) => axis);
  const start = axes && starts?.[axes.indexOf(1)];
  if (start === undefined || count === undefined) return undefined;
  const first = start < 0 ? start + rows.length : start;
  return rows.slice(first, first + count);
}
