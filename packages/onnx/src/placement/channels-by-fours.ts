import type { Draft } from '../edit/draft.ts';
import { Emitter } from '../edit/emitter.ts';
import { missingChannels } from '../edit/missing-channels.ts';
import type { NodeInput, OnnxNode } from '../format/node-proto.ts';
import type { Graph } from '../graph/graph.ts';
import { alike } from './alike.ts';

/** Gives the network's own convolutions the channels that they lack, of zeros, and as many to their weights. Results are equal. */
export function channelsByFours(draft: Draft, graph: Graph, opset: number): void {
  const prefix = `${graph.unusedPrefix('camscope')}/channels`;
  for (const [i, node] of graph.nodes.entries()) {
    const missing = missingOf(graph, node);
    if (missing === 0) continue;
    const nodes: NodeInput[] = [];
    const sink = {
      addNode: (added: NodeInput) => void nodes.push(added),
      addConstant: draft.prelude.addConstant,
      declare: draft.prelude.declare,
    };
    const emit = new Emitter(sink, opset, `${prefix}/${i}`);
    const pads = graph.shape(node.inputs[1])!.flatMap((_, axis) => [axis === 1 ? missing : 0]);
    const widened = (value: string) => emit.pad(value, [...pads.map(() => 0), ...pads]);
    // What another rewriting has made of it.
    for (const own of draft.rewriting(node)) {
      const [x, weights, ...bias] = own.inputs;
      const inputs = own.op === 'Conv' ? [widened(x), widened(weights), ...bias] : own.inputs;
      nodes.push({ ...alike(own), inputs, outputs: own.outputs });
    }
    draft.rewrite(node, nodes);
  }
}

/** How many channels a node lacks. */
function missingOf(graph: Graph, node: OnnxNode): number {
  if (node.domain !== '' || node.op !== 'Conv') return 0;
  const shape = graph.shape(node.inputs[1]);
  if (!shape) return 0;
  const [outputs, channels, ...kernel] = shape;
  return missingChannels({ outputs, channels, kernel, group: Number(node.attribute('group') ?? 1) });
}
