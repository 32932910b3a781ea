import {
  floatTensor,
  itemOf,
  sizeOf,
  type FloatTensor,
  type GraphView,
  type MaskSet,
  type Scratch,
} from '@camscope/core';
import { arrangementOf, maskSizes, NAMES } from '@camscope/onnx';
import { feedsOf } from './mask-feeds.ts';
import type { PreparedPerturbation } from './prepared-perturbation.ts';

/** The masks of an image of which every tensor is zero. */
export function blankMasks(
  { network, target, perturbation }: Pick<PreparedPerturbation, 'network' | 'target' | 'perturbation'>,
  budget = Infinity,
): MaskSet {
  const { graph, head } = network;
  const blank = ({ tensor, view }: typeof target) =>
    itemOf(arrangementOf(view).toMaps(zeros(graph, tensor)), 0);
  return perturbation.masks.over({
    sizes: maskSizes({ graph, head, target }),
    image: () => blank({ ...target, ...head.image }),
    activations: () => blank(target),
    fill: () => blank({ ...target, ...head.image }),
    budget,
  });
}

/** Runs so many masks over tensors of zeros. */
export async function runBlank(
  own: Pick<PreparedPerturbation, 'network' | 'compiled' | 'masked' | 'blank'>,
  size: number,
  scratch: Scratch,
): Promise<void> {
  const { graph } = own.network;
  const { site, filled, given } = own.compiled;
  const shown: Record<string, FloatTensor> = { [NAMES.tensor]: zeros(graph, site.tensor) };
  if (filled) shown[NAMES.fill] = zeros(graph, site.tensor);
  for (const [value, name] of given) shown[name] = zeros(graph, value);
  const { shared, each } = feedsOf(own.blank, new Array<number>(size).fill(0), scratch);
  await own.masked.run({ ...shown, ...shared, ...each }, { fetch: [NAMES.logits], scratch });
}

function zeros(graph: GraphView, value: string): FloatTensor {
  const dims = [1, ...graph.shape(value)!.slice(1)];
  return floatTensor(new Float32Array(sizeOf(dims)), dims);
}
