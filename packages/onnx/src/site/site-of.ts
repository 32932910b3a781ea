import type { GraphView, TensorSite } from '@camscope/core';
import { mapsView } from './maps-view.ts';
import { tokenView } from './token-view.ts';

/** A tensor of rank 4, or of tokens, as a site. */
export function siteOf(graph: GraphView, tensor: string): TensorSite {
  return { tensor, view: tokenView(graph, tensor) ?? mapsView(graph, tensor) };
}
