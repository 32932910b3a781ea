import type { Network } from '@camscope/engine';
import {
  dataNodes,
  departures,
  devices,
  dialectOf,
  draftOf,
  Graph,
  readModel,
  unevenConvolutions,
  type DeviceName,
} from '@camscope/onnx';

/** Which nodes on the way to the scores a provider runs, as sessions open them. What explanations add, all of it runs there. */
export function placementFacts({ graph, head, file }: Network, provider: DeviceName) {
  const device = devices[provider];
  const { draft } = draftOf(graph, dialectOf(provider));
  draft.setOutputs([{ name: head.logits }]);
  const opened = new Graph(readModel(draft.toSource(file).proto));
  return {
    provider,
    device: device.title,
    nodes: dataNodes(opened).length,
    leaving: departures(opened, device).map(({ node, why }) => ({ node: node.toString(), why })),
    rewritten: unevenConvolutions(graph).map(({ node, before, after }) => ({
      node: node.toString(),
      before,
      after,
    })),
  };
}
