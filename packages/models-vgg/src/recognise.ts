import type { GraphView, Head, ModelDescription } from '@camscope/core';
import {
  convolutionsOf,
  describeModel,
  layersOf,
  modulePath,
  spelt,
  trunkOf,
  type Convolution,
  type Named,
  type Part,
} from '@camscope/onnx';

/** Stages of convolutions, each with its activation, that end in a max pool; AlexNet has norms before or after it. */
const TRUNK = /^(?:(?:[kg]a)+n?mn?){3,}$/;
/** Convolutions in each stage of the published networks. */
const PUBLISHED: Record<string, string> = {
  '1-1-2-2-2': 'vgg11',
  '2-2-2-2-2': 'vgg13',
  '2-2-3-3-3': 'vgg16',
  '2-2-4-4-4': 'vgg19',
};
const ALEXNET = '1-1-3';

/** A description when the graph is that of a VGG, or of an AlexNet. */
export function recogniseVgg(graph: GraphView, head: Head): ModelDescription | undefined {
  const parts = trunkOf(graph, head);
  if (!parts || !TRUNK.test(spelt(parts))) return undefined;
  const stages = spelt(parts).replace(/n/g, '').split('m').slice(0, -1);
  const counts = stages.map((stage) => stage.length / 2).join('-');
  const convolutions = convolutionsOf(parts);
  const isAlexNet = counts === ALEXNET && Math.max(...convolutions[0].kernel) > 3;
  if (!isAlexNet && !convolutions.every(isPlain)) return undefined;
  const normed = namesOf(parts, 2);
  const isNormed = !isAlexNet && wasNormed(graph, parts, normed);
  const name = isAlexNet ? 'alexnet' : (PUBLISHED[counts] ?? `vgg (${counts})`);
  const architecture = isNormed ? name.replace(/^vgg\d*/, '$&_bn') : name;
  return describeModel(graph, head, architecture, layersOf(graph, isNormed ? normed : namesOf(parts, 1)));
}

/** 3 × 3, without a stride. */
function isPlain({ kernel, stride, groups }: Convolution): boolean {
  return kernel.every((size) => size === 3) && stride === 1 && groups === 1;
}

/**
 * Activations and pools by their place in torchvision's `features`.
 * @param before modules up to each activation: a convolution, or one and its batch norm.
 */
function namesOf(parts: readonly Part[], before: number): Named[] {
  let place = -1;
  return parts.flatMap(({ letter, output }): Named[] => {
    if (letter === 'n') return [];
    place += letter === 'k' || letter === 'g' ? before : 1;
    return letter === 'a' || letter === 'm' ? [[`features.${place}`, output]] : [];
  });
}

/** Whether there were batch norms: they are in the graph or, where an exporter merged them, have left gaps in its names. */
function wasNormed(graph: GraphView, parts: readonly Part[], normed: readonly Named[]): boolean {
  const [first] = parts;
  if (graph.producer(first.output)?.op === 'BatchNormalization') return true;
  const [name, tensor] = normed[normed.length - 1];
  const pool = graph.producer(tensor);
  return pool !== undefined && modulePath(pool) === name;
}
