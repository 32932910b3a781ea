import type { GraphView, Head, Layer, ModelDescription } from '@camscope/core';
import { convolutions, describeModel, type Step } from '@camscope/onnx';
import { architectureOf } from './architecture.ts';
import { residualBody, type Block } from './blocks.ts';

/** The stem of a ResNet has one convolution, or three in place of a 7 × 7. */
const MAX_STEM = 3;

/** A description when the graph is a stem, then two or more stages of residual blocks of one kind. */
export function recogniseResNet(graph: GraphView, head: Head): ModelDescription | undefined {
  const body = head.target && residualBody(graph, head.target.tensor, head.image.tensor);
  if (!body) return undefined;
  const { stem, blocks } = body;
  const depth = convolutions(stem).length;
  if (depth < 1 || depth > MAX_STEM) return undefined;
  const stages = stagesOf(graph, blocks);
  const architecture = architectureOf(graph, stages);
  if (architecture === undefined) return undefined;
  const named = [...stemLayer(stem), ...stages.flatMap(stageLayers)];
  const layers = named.map(([name, tensor]): Layer => ({ name, tensor, view: head.target!.view }));
  return describeModel(graph, head, architecture, layers);
}

type Named = readonly [name: string, tensor: string];

/** A stage begins where the size or the number of channels changes. */
function stagesOf(graph: GraphView, blocks: readonly Block[]): Block[][] {
  const stages: Block[][] = [];
  let before = '';
  for (const block of blocks) {
    const shape = String(graph.shape(block.output));
    if (shape === before) stages[stages.length - 1].push(block);
    else stages.push([block]);
    before = shape;
  }
  return stages;
}

function stemLayer(stem: readonly Step[]): Named[] {
  const relu = stem.find(({ node }) => node?.op === 'Relu');
  return relu ? [['conv1', relu.value]] : [];
}

function stageLayers(blocks: readonly Block[], index: number): Named[] {
  const stage = `layer${index + 1}`;
  const inner = blocks.map(({ output }, i): Named => [`${stage}.${i}`, output]);
  return [...inner, [stage, blocks[blocks.length - 1].output]];
}
