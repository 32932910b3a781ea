import type { GraphView, Head, ModelDescription } from '@camscope/core';
import {
  convolutionsOf,
  describeModel,
  inStages,
  layersOf,
  residualBody,
  trunkOf,
  type Named,
  type Part,
  type ResidualBlock,
} from '@camscope/onnx';
import { architectureOf } from './architecture.ts';

/** The stem of a ResNet has one convolution, or three in place of a 7 × 7. */
const MAX_STEM = 3;

/** A description when the graph is a stem, then two or more stages of residual blocks of one kind. */
export function recogniseResNet(graph: GraphView, head: Head): ModelDescription | undefined {
  const parts = trunkOf(graph, head);
  const body = parts && residualBody(parts);
  if (!body) return undefined;
  const depth = convolutionsOf(body.stem).length;
  if (depth < 1 || depth > MAX_STEM) return undefined;
  const stages = inStages(graph, body.blocks);
  const architecture = architectureOf(stages);
  if (architecture === undefined) return undefined;
  const layers = layersOf(graph, [...stemLayer(body.stem), ...stages.flatMap(stageLayers)]);
  return describeModel(graph, head, architecture, layers);
}

function stemLayer(stem: readonly Part[]): Named[] {
  const relu = stem.findLast(({ letter }) => letter === 'a');
  return relu ? [['conv1', relu.output]] : [];
}

function stageLayers(blocks: readonly ResidualBlock[], index: number): Named[] {
  const stage = `layer${index + 1}`;
  const inner = blocks.map(({ output }, i): Named => [`${stage}.${i}`, output]);
  return [...inner, [stage, blocks[blocks.length - 1].output]];
}
