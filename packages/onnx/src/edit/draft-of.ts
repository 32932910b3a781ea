import type { Graph } from '../graph/graph.ts';
import { Draft } from './draft.ts';
import { Emitter } from './emitter.ts';
import { portableOpset } from './portable-opset.ts';

/** A draft of the graph, declared under a portable operator set, and an emitter whose names are new to it. */
export function draftOf(graph: Graph): { draft: Draft; emit: Emitter } {
  const draft = new Draft(graph.model);
  const opset = portableOpset(graph);
  if (opset !== graph.opset) draft.setOpset(opset);
  return { draft, emit: new Emitter(draft, opset, graph.unusedPrefix('camscope')) };
}
