import type { GraphView, Head, ModelDescription } from '@camscope/core';
import { describeModel, layersOf, trunkOf } from '@camscope/onnx';
import { inceptionBody } from './body.ts';
import { styleOf } from './styles.ts';

/** A description when the graph is a stem, then two or more groups of inception modules. */
export function recogniseInception(graph: GraphView, head: Head): ModelDescription | undefined {
  const parts = trunkOf(graph, head);
  const body = parts && inceptionBody(parts);
  if (!body) return undefined;
  const { name, published, layers } = styleOf(body);
  const counts = body.groups.map((modules) => modules.length).join('-');
  const architecture = counts === published ? name : `${name} (${counts})`;
  return describeModel(graph, head, architecture, layersOf(graph, layers(body)));
}
