import type { GraphView, Head, ModelDescription } from '@camscope/core';
import { describeModel, layersOf, residualOf, spelt, trunkOf, type Named, type Part } from '@camscope/onnx';
import { architectureOf } from './architecture.ts';

/** Stem, stages of residual blocks with a norm and a convolution between, and perhaps a norm. */
const TRUNK = /^kn\++(?:nk\++)+n?$/;
/** A depthwise convolution, a norm, and two layers with an activation between; in v2 a norm of the response before the second. */
const BLOCK = /^dn1a([n+]?)1$/;

/** A description when the graph is that of a ConvNeXt, v1 or v2. */
export function recogniseConvNeXt(graph: GraphView, head: Head): ModelDescription | undefined {
  const parts = trunkOf(graph, head);
  if (!parts || !TRUNK.test(spelt(parts))) return undefined;
  const blocks = parts.filter(({ letter }) => letter === '+').map(responseNorm);
  const [version] = blocks;
  if (version === undefined || blocks.some((block) => block !== version)) return undefined;
  const stages = spelt(parts)
    .match(/\++/g)!
    .map(({ length }) => length);
  const width = parts[0].convolution!.to;
  const layers = layersOf(graph, namesOf(parts));
  return describeModel(
    graph,
    head,
    architectureOf(version ? 'convnextv2' : 'convnext', stages, width),
    layers,
  );
}

/** Whether a block normalises its response, as in v2; undefined where it is no block of a ConvNeXt. */
function responseNorm(part: Part): boolean | undefined {
  const { main, shortcut } = residualOf(part) ?? {};
  const block = main && shortcut?.length === 0 ? BLOCK.exec(spelt(main)) : null;
  return block ? block[1] !== '' : undefined;
}

/** The names of timm and of torchvision. */
function namesOf(parts: readonly Part[]): Named[] {
  const named: Named[] = [
    ['stem', parts[1].output],
    ['features.0', parts[1].output],
  ];
  let [stage, block] = [0, 0];
  parts.forEach(({ letter, output }, i) => {
    if (letter === 'k' && i > 0) {
      [stage, block] = [stage + 1, 0];
      named.push([`stages.${stage}.downsample`, output], [`features.${2 * stage}`, output]);
    }
    if (letter !== '+') return;
    named.push([`stages.${stage}.blocks.${block}`, output], [`features.${2 * stage + 1}.${block}`, output]);
    block++;
    if (parts.at(i + 1)?.letter !== '+')
      named.push([`stages.${stage}`, output], [`features.${2 * stage + 1}`, output]);
  });
  return named;
}
