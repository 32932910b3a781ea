import type { Head } from '@camscope/core';
import type { Graph } from '../graph/graph.ts';
import { imageInput } from '../probe/image-input.ts';
import { locateLogits } from './logits.ts';
import { locateTarget } from './target.ts';

/**
 * What a probed graph alone tells of a classifier: its image input, its class scores and the tensor that enters
 * its global pool.
 * @param score name of the tensor of class scores, when the caller knows better.
 * @throws CamscopeError MODEL_UNSUPPORTED, NAME_UNKNOWN.
 */
export function locateHead(graph: Graph, score?: string): Head {
  const { tensor, classes, activation, guess } = locateLogits(graph, score);
  const image = imageInput(graph);
  return {
    image: { tensor: image.name, view: image.view },
    logits: tensor,
    classes,
    activation,
    target: locateTarget(graph, tensor),
    guess,
  };
}
