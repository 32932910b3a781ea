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
  const on = between(graph, from, to);
  const nodes = graph.nodes.filter((node) =>
    node.outputs.some((output) => output !== from && on.has(output)),
  );
  const last = new Map<string, OnnxNode>();
  for (const node of nodes) for (const name of readsOf(node)) if (on.has(name)) last.set(name, node);
  const bytesOf = (value: string) => bytesAt(graph, value, from);
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

/**
 * Bytes that one image's tensors from `from` to `to` take when all are kept, as they are for the way back from `to`: an
 * estimate of what a gradient costs for one more image in a run.
 * @param graph probed.
 */
export function heldBytes(graph: Graph, from: string, to: string): number {
  return [...between(graph, from, to)].reduce((sum, value) => sum + bytesAt(graph, value, from), 0);
}

/** Values that depend on `from` and on which `to` depends, both included. */
function between(graph: Graph, from: string, to: string): Set<string> {
  const needed = ancestors(graph, [to]);
  return new Set([...descendants(graph, [from])].filter((value) => needed.has(value)));
}

/** Of one image; what is the same for all images counts as nothing. */
function bytesAt(graph: Graph, value: string, from: string): number {
  const shape = graph.probedShape(value);
  return shape?.batch.some(Boolean) || value === from ? sizeOf(graph.shape(value)!) * ELEMENT : 0;
}
