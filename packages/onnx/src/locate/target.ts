import type { GraphView, TensorSite } from '@camscope/core';
import { ancestors, descendants } from '../graph/reach.ts';
import { sizeAt } from '../site/arrangement-of.ts';
import { siteOf } from '../site/site-of.ts';

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
 * The tensor that enters the global pool; without one, the last spatial tensor that the head reads.
 * @param logits value name of the class scores.
 * @returns undefined when no spatial tensor leads to the logits (vision transformers).
 */
export function locateTarget(graph: GraphView, logits: string): TensorSite | undefined {
  const leading = ancestors(graph, [logits]);
  const convolved = descendants(graph, convolutionOutputs(graph));
  const isSite = (value: string) => leading.has(value) && convolved.has(value) && isSpatial(graph, value);
  for (const node of [...graph.nodes].reverse()) {
    const found = node.outputs.find(isSite);
    if (found !== undefined) return siteOf(graph, carried(graph, found, isSite));
  }
  return undefined;
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
      return CARRIERS.has(node.op) && isPooled(graph, output);
    })
  );
}

/** Whether a value is a stack of maps: rank 4, more than one row and column, and made from the image. */
export function isSpatial(graph: GraphView, value: string): boolean {
  const dims = graph.shape(value);
  if (dims?.length !== 4 || graph.isConstant(value)) return false;
  const [height, width] = sizeAt(graph, siteOf(graph, value));
  return height > 1 && width > 1;
}

function carried(graph: GraphView, value: string, isSite: (value: string) => boolean): string {
  for (;;) {
    const node = graph.producer(value);
    if (!node || !CARRIERS.has(node.op)) return value;
    const source = node.inputs[0];
    // Quantised values stand between a quantiser and its inverse: look through both.
    if (!isSite(source)) return value;
    value = source;
  }
}

function convolutionOutputs(graph: GraphView): string[] {
  return graph.nodes.filter((node) => /Conv/.test(node.op)).flatMap((node) => [...node.outputs]);
}
