import type { Graph } from '../graph/graph.ts';
import type { Device } from '../placement/device.ts';
import { symmetricPads } from '../placement/symmetric-pads.ts';
import { Draft } from './draft.ts';
import { Emitter } from './emitter.ts';
import { portableOpset } from './portable-opset.ts';

/**
 * A draft of the graph, declared under a portable operator set, and an emitter whose names are new to it. For a device the
 * network's own convolutions are rewritten as it has them.
 */
export function draftOf(graph: Graph, device?: Device): { draft: Draft; emit: Emitter } {
  const draft = new Draft(graph.model);
  const opset = portableOpset(graph);
  if (opset !== graph.opset) draft.setOpset(opset);
  if (device?.symmetricPads) symmetricPads(draft, graph);
  return { draft, emit: new Emitter(draft, opset, graph.unusedPrefix('camscope')) };
}
