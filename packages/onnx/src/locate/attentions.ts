import type { GraphView, TensorSite } from '@camscope/core';
import { siteOf } from '../site/site-of.ts';
import { attentionBlocks, changedWeights, hidesAttention, type AttentionBlock } from './attention-blocks.ts';

/** Why no method can read the attention of a network. */
export interface AttentionFault {
  readonly found: string;
  readonly fix: string;
}

/** How attention is exported so that all of it is seen. */
export const WRITTEN_OUT =
  'export the network with its attention written out: operator set 17 or 18, without an optimiser that fuses operators; in timm, ' +
  "after timm.layers.set_fused_attn(False); in Transformers, with attn_implementation='eager'; in torchvision, as it is";

export const NO_ATTENTION: AttentionFault = {
  found: 'No Softmax in the graph feeds a product with values',
  fix: `Choose a transformer, or a method that explains a layer; or ${WRITTEN_OUT}`,
};

/** The attention matrices of a probed graph in order, float32 [N,heads,T,T]; none where there is a fault. */
export function attentionsOf(graph: GraphView): readonly TensorSite[] {
  if (attentionFault(graph)) return [];
  return attentionBlocks(graph).map(({ tensor }) => ({ tensor, view: { kind: 'channels-first' } }));
}

/** Why a probed graph shows no attention of all its tokens to each other; undefined where it does. */
export function attentionFault(graph: GraphView): AttentionFault | undefined {
  const hidden = graph.nodes.find(hidesAttention);
  if (hidden) {
    return {
      found: `${hidden.op} '${hidden.name}' computes attention without showing its weights`,
      fix: `Choose a method that explains a layer, or ${WRITTEN_OUT}`,
    };
  }
  const changed = changedWeights(graph);
  if (changed) {
    return {
      found: `The weights of Softmax '${changed.name || changed.outputs[0]}' are changed before they meet the values`,
      fix: 'Choose a method that explains a layer: how tokens read each other is not what the softmax says, as in ConViT',
    };
  }
  const blocks = attentionBlocks(graph);
  if (blocks.length === 0) return NO_ATTENTION;
  const partial = blocks.find((block) => !isOfAllTokens(graph, block));
  return partial && faultOf(partial.tensor, graph.shape(partial.tensor) ?? []);
}

function faultOf(tensor: string, dims: readonly number[]): AttentionFault {
  const found = `'${tensor}' [${dims.join(', ')}]`;
  if (dims.length === 3) {
    return {
      found: `${found} has no axis of heads`,
      fix: 'Export the network with one: torch.nn.MultiheadAttention has it where it is called with need_weights=False',
    };
  }
  const fix = 'Choose a method that explains a layer';
  if (dims.length === 4 && dims[0] > 1 && dims[2] === dims[3]) {
    return {
      found: `${found} is of tokens within windows`,
      fix: `${fix}: windows, as in Swin, do not say how all tokens read each other`,
    };
  }
  return { found: `${found} is not of all tokens to each other`, fix };
}

function isOfAllTokens(graph: GraphView, { tensor, inputs }: AttentionBlock): boolean {
  const [batch, , queries, keys] = graph.shape(tensor) ?? [];
  if (graph.shape(tensor)?.length !== 4 || batch !== 1 || queries !== keys) return false;
  return inputs.some(
    (input) => siteOf(graph, input).view.kind === 'tokens' && graph.shape(input)?.[1] === keys,
  );
}
