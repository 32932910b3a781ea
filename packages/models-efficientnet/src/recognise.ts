import type { GraphView, Head, ModelDescription } from '@camscope/core';
import { describeModel, inStages, layersOf, trunkOf } from '@camscope/onnx';
import { architectureOf } from './architecture.ts';
import { invertedBody } from './body.ts';
import { namesOf } from './names.ts';

/** A description when the graph is a stem, then two or more stages of inverted residuals. */
export function recogniseInvertedResiduals(graph: GraphView, head: Head): ModelDescription | undefined {
  const parts = trunkOf(graph, head);
  const body = parts && invertedBody(parts);
  if (!body) return undefined;
  const stages = inStages(graph, body.blocks);
  if (stages.length < 2) return undefined;
  const { line, name } = architectureOf(body, stages);
  return describeModel(graph, head, name, layersOf(graph, namesOf(line, body, stages)));
}
