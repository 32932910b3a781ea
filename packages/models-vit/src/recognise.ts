import type { GraphView, Head, ModelDescription } from '@camscope/core';
import {
  ancestors,
  attentionBlocks,
  attentionFault,
  blockOutputs,
  channelsAt,
  describeModel,
  layersOf,
  siteOf,
  sizeAt,
} from '@camscope/onnx';
import { architectureOf } from './architecture.ts';
import { namesOf } from './names.ts';

/** A description when all tokens read each other in every block, and are patches of the image. */
export function recogniseVit(graph: GraphView, head: Head): ModelDescription | undefined {
  if (head.target?.view.kind !== 'tokens' || attentionFault(graph)) return undefined;
  const blocks = attentionBlocks(graph);
  const outputs = blockOutputs(graph, head.logits);
  const norms = blocks.map(({ inputs }) => inputs[inputs.length - 1]);
  if (outputs.length === 0 || norms.some((norm) => siteOf(graph, norm).view.kind !== 'tokens'))
    return undefined;
  const site = siteOf(graph, norms[0]);
  const { prefix } = site.view.kind === 'tokens' ? site.view : { prefix: 0 };
  const architecture = architectureOf({
    width: channelsAt(graph, site),
    depth: blocks.length,
    heads: graph.shape(blocks[0].tensor)![1],
    patch: sizeAt(graph, head.image)[0] / sizeAt(graph, site)[0],
    prefix,
    scaled: isScaled(graph, outputs[0]),
  });
  const { tensor } = head.target;
  const norm = [...norms, ...outputs].includes(tensor) ? undefined : tensor;
  const named = namesOf({ patches: patchesOf(graph, norms[0]), norms, outputs, norm });
  const description = describeModel(graph, head, architecture, layersOf(graph, named));
  // What the last attention is made from is the custom of the family, as the tensor that enters a pool is.
  return description && { ...description, guesses: { ...description.guesses, target: undefined } };
}

/** The last maps of as many places as there are patches that a convolution makes for them. */
function patchesOf(graph: GraphView, tokens: string): string | undefined {
  const size = String(sizeAt(graph, siteOf(graph, tokens)));
  const before = ancestors(graph, [tokens]);
  return graph.nodes.findLast(
    ({ op, outputs: [output] }) =>
      op === 'Conv' && before.has(output) && String(sizeAt(graph, siteOf(graph, output))) === size,
  )?.outputs[0];
}

/** Whether what is added to a block's tokens has been scaled by weights, feature by feature. */
function isScaled(graph: GraphView, sum: string): boolean {
  const inputs = graph.producer(sum)?.inputs ?? [];
  return inputs.some((input) => {
    const node = graph.producer(input);
    return (
      node?.op === 'Mul' &&
      node.inputs.some((weight) => graph.isConstant(weight) && graph.shape(weight)?.length === 1)
    );
  });
}
