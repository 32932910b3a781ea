import type { TensorSite } from '@camscope/core';
import type { Graph } from '../graph/graph.ts';

/** The attention matrices of a probed graph in order, float32 [N,heads,T,T]; no kind of graph is known to show any. */
export function attentionsOf(_graph: Graph): readonly TensorSite[] {
  return [];
}
