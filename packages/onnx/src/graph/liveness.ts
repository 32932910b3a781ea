import { sizeOf } from '@camscope/core';
import type { OnnxNode } from '../format/node-proto.ts';
import type { Graph } from './graph.ts';
import { ancestors, descendants } from './reach.ts';
import { readsOf } from './reads-of.ts';

/** Bytes of an element: what explanations run through is float32. */
const ELEMENT = 4;

/**
 * The most bytes that one image's tensors take at once while the graph computes `to` from `from`, each kept from the
 * node that makes it to the last that reads it, nothing done in place: an estimate of what one more image in a run costs.
 * @param graph probed.
 */
export function peakBytes(graph: Graph, from: string, to: string): number {
  const needed = ancestors(graph, [to]);
  const on = new Set([...descendants(graph, [from])].filter((value) => needed.has(value)));
  const nodes = graph.nodes.filter((node) =>
    node.outputs.some((output) => output !== from && on.has(output)),
  );
  const last = new Map<string, OnnxNode>();
  for (const node of nodes) for (const name of readsOf(node)) if (on.has(name)) last.set(name, node);
  const bytesOf = (value: string) => {
    const shape = graph.probedShape(value);
    return shape?.batch.some(Boolean) || value === from ? sizeOf(graph.shape(value)!) * ELEMENT : 0;
  };
  let live = bytesOf(from);
  let peak = live;
  for (const node of nodes) {
    for (const output of node.outputs) if (output !== '') live += bytesOf(output);
    peak = Math.max(peak, live);
    for (const output of node.outputs) if (output !== '' && !last.has(output)) live -= bytesOf(output);
    for (const name of new Set(readsOf(node))) if (last.get(name) === node) live -= bytesOf(name);
  }
  return peak;
}
