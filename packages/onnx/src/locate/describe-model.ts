import type { GraphView, Head, Layer, ModelDescription } from '@camscope/core';
import { defaultPreprocessing } from './default-preprocessing.ts';
import { isPooled } from './target.ts';

/**
 * The description of a recognised network. Of several layers with the tensor that the head points at, the last is the
 * target; when there is none, the tensor becomes a layer under its own name.
 * @param layers in graph order.
 * @returns undefined when the head has no target or the input is not an image of one or three channels.
 */
export function describeModel(
  graph: GraphView,
  head: Head,
  architecture: string,
  layers: readonly Layer[],
): ModelDescription | undefined {
  const expected = defaultPreprocessing(graph, head);
  if (!expected || !head.target) return undefined;
  const { tensor } = head.target;
  const target = layers.findLast((layer) => layer.tensor === tensor) ?? { name: tensor, ...head.target };
  const all = layers.includes(target) ? layers : [...layers, target];
  const guesses = {
    target: isPooled(graph, tensor) ? undefined : 'the last maps before the scores; no global pool follows',
    preprocessing: expected.because,
  };
  const { preprocessing } = expected;
  return { architecture, layers: all, target: target.name, preprocessing, guesses };
}
