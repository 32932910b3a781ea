import type { NodeView } from '@camscope/core';
import type { Graph } from './graph.ts';

/**
 * Whether a node reads all of a vector in its order, and so gives it another shape alone: as torch exports `as_strided`, which is behind
 * the pool of networks that keep channels last, such as torchvision's ConvNeXt and Swin.
 */
export function isStrided(graph: Graph, { op, domain, inputs, outputs }: NodeView): boolean {
  if (op !== 'Gather' || domain !== '') return false;
  const [vector, given] = [graph.shape(inputs[0]), graph.shape(outputs[0])];
  return (
    vector?.length === 1 && given?.reduce((a, b) => a * b, 1) === vector[0] && graph.isCounting(inputs[1])
  );
}
