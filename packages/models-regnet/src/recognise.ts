import type { GraphView, Head, ModelDescription } from '@camscope/core';
import {
  convolutionsOf,
  describeModel,
  inStages,
  layersOf,
  residualBody,
  spelt,
  trunkOf,
  type Named,
  type ResidualBlock,
} from '@camscope/onnx';
import { architectureOf } from './architecture.ts';

/** A description when the graph is a stem of one convolution, then stages of grouped bottlenecks of even width. */
export function recogniseRegNet(graph: GraphView, head: Head): ModelDescription | undefined {
  const parts = trunkOf(graph, head);
  const body = parts && residualBody(parts);
  if (!body || spelt(body.stem) !== 'ka' || !body.blocks.every(isEven)) return undefined;
  const { blocks } = body;
  const excited = blocks.filter(({ main }) => spelt(main).includes('s')).length;
  const isGrouped = blocks.some(({ main }) => convolutionsOf(main)[1].groups > 1);
  if (!isGrouped || (excited > 0 && excited < blocks.length)) return undefined;
  const stages = inStages(graph, blocks);
  if (stages.length < 2) return undefined;
  const architecture = architectureOf(stages, excited > 0 ? 'y' : 'x');
  const layers = layersOf(graph, [['stem', body.stem[1].output], ...stages.flatMap(stageLayers)]);
  return describeModel(graph, head, architecture, layers);
}

/** 1 × 1, over space in groups, 1 × 1, all of one width. */
function isEven({ main, shortcut }: ResidualBlock): boolean {
  if (!/^1a[gdk]as?1$/.test(spelt(main)) || !/^v?1?$/.test(spelt(shortcut))) return false;
  const [first, inner, last] = convolutionsOf(main);
  return first.to === inner.to && inner.to === last.to;
}

/** The names of timm and of torchvision. */
function stageLayers(blocks: readonly ResidualBlock[], index: number): Named[] {
  const stage = index + 1;
  const inner = blocks.flatMap(({ output }, i): Named[] => [
    [`s${stage}.b${i + 1}`, output],
    [`trunk_output.block${stage}.block${stage}-${i}`, output],
  ]);
  const { output } = blocks[blocks.length - 1];
  return [...inner, [`s${stage}`, output], [`trunk_output.block${stage}`, output]];
}
