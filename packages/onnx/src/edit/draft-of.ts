import type { Graph } from '../graph/graph.ts';
import { channelsByFours } from '../placement/channels-by-fours.ts';
import type { Dialect } from '../placement/dialect.ts';
import { symmetricPads } from '../placement/symmetric-pads.ts';
import { Draft } from './draft.ts';
import { Emitter } from './emitter.ts';
import { portableOpset } from './portable-opset.ts';

/**
 * A draft of the graph, declared under a portable operator set, and an emitter whose names are new to it. The network's
 * own convolutions are rewritten as the dialect has them.
 */
export function draftOf(graph: Graph, dialect: Dialect = {}): { draft: Draft; emit: Emitter } {
  const draft = new Draft(graph.model);
  const opset = portableOpset(graph);
  if (opset !== graph.opset) draft.setOpset(opset);
  if (dialect.symmetricPads) symmetricPads(draft, graph);
  if (dialect.channelsByFours) channelsByFours(draft, graph, opset);
  return { draft, emit: new Emitter(draft, opset, graph.unusedPrefix('camscope'), dialect) };
}
