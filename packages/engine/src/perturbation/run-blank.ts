import { floatTensor, itemOf, sizeOf, type FloatTensor, type GraphView, type Scratch } from '@camscope/core';
import { arrangementOf, NAMES, sizeAt } from '@camscope/onnx';
import { maskSetOf } from './mask-set-of.ts';
import type { MaskSet } from './masks/mask-set.ts';
import type { PreparedPerturbation } from './prepared-perturbation.ts';

type Blank = Pick<PreparedPerturbation, 'network' | 'target' | 'perturbation' | 'compiled' | 'masked'>;

/** The masks of an image of which every tensor is zero. */
export function blankMasks({ network, target, perturbation }: Omit<Blank, 'compiled' | 'masked'>): MaskSet {
  const { graph, head } = network;
  return maskSetOf(perturbation.masks, {
    size: sizeAt(graph, head.image),
    activations: () => itemOf(arrangementOf(target.view).toMaps(zeros(graph, target.tensor)), 0),
  });
}

/** Runs so many masks over tensors of zeros. */
export async function runBlank(own: Blank, set: MaskSet, size: number, scratch: Scratch): Promise<void> {
  const { graph } = own.network;
  const { site, filled, given } = own.compiled;
  const shown: Record<string, FloatTensor> = { [NAMES.tensor]: zeros(graph, site.tensor) };
  if (filled) shown[NAMES.fill] = zeros(graph, site.tensor);
  for (const [value, name] of given) shown[name] = zeros(graph, value);
  const feeds = { ...shown, ...set.feeds(new Array<number>(size).fill(0), scratch) };
  await own.masked.run(feeds, { fetch: [NAMES.logits], scratch });
}

function zeros(graph: GraphView, value: string): FloatTensor {
  const dims = [1, ...graph.shape(value)!.slice(1)];
  return floatTensor(new Float32Array(sizeOf(dims)), dims);
}
