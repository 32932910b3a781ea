import type { GraphView, Head, Preprocessing } from '@camscope/core';
import { channelsAt, sizeAt } from '../site/arrangement-of.ts';

interface Default {
  readonly values: Pick<Preprocessing, 'fit' | 'range' | 'mean' | 'std'>;
  readonly because: string;
}

/** RGB as torchvision's published weights expect it. */
const IMAGENET: Default = {
  values: { fit: 'stretch', range: [0, 1], mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  because: 'three channels, as networks of ImageNet have them',
};
/** TorchXRayVision (arXiv 2111.00595): one channel; its classifiers of all pathologies have 18 classes. */
const XRAYVISION: Default = {
  values: { fit: 'centre-crop', range: [-1024, 1024], mean: [0], std: [1] },
  because: 'one channel and 18 classes, as in TorchXRayVision',
};
const XRAYVISION_CLASSES = 18;
const GREY: Default = {
  values: { fit: 'stretch', range: [0, 1], mean: [0], std: [1] },
  because: 'one channel, grey levels in [0, 1]',
};

/**
 * What a network probably expects, when nothing says it: three channels as ImageNet's, one channel and 18 classes as
 * TorchXRayVision's, one channel otherwise as grey levels in [0, 1]. The size is the input's own.
 * @returns what and why; undefined for any other number of channels, and for an unprobed graph.
 */
export function defaultPreprocessing(
  graph: GraphView,
  head: Head,
): { readonly preprocessing: Preprocessing; readonly because: string } | undefined {
  if (graph.shape(head.image.tensor)?.length !== 4) return undefined;
  const channels = channelsAt(graph, head.image);
  if (channels !== 1 && channels !== 3) return undefined;
  const [height, width] = sizeAt(graph, head.image);
  const grey = head.classes === XRAYVISION_CLASSES ? XRAYVISION : GREY;
  const { values, because } = channels === 3 ? IMAGENET : grey;
  return { preprocessing: { size: [height, width], channels, ...values }, because };
}
