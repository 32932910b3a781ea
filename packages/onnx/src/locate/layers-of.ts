import type { GraphView, Layer } from '@camscope/core';
import { siteOf } from '../site/site-of.ts';

export type Named = readonly [name: string, tensor: string];

/** Layers by name and tensor. */
export function layersOf(graph: GraphView, named: readonly Named[]): Layer[] {
  return named.map(([name, tensor]) => ({ name, ...siteOf(graph, tensor) }));
}
