import type { GraphView, Head, ModelDescription } from '@camscope/core';
import {
  attentionBlocks,
  blockOutputs,
  channelsAt,
  describeModel,
  isSpatial,
  layersOf,
  siteOf,
  sizeAt,
  type AttentionBlock,
  type Named,
} from '@camscope/onnx';
import { architectureOf } from './architecture.ts';

/** A description when attention is within windows, in two or more stages of different size. */
export function recogniseSwin(graph: GraphView, head: Head): ModelDescription | undefined {
  const blocks = attentionBlocks(graph);
  const outputs = blockOutputs(graph, head.logits);
  if (!head.target || outputs.length === 0 || !isWindowed(graph, blocks[0])) return undefined;
  const stages = stagesOf(graph, outputs);
  if (stages.length < 2 || !outputs.every((output) => isSpatial(graph, output))) return undefined;
  const width = channelsAt(graph, siteOf(graph, outputs[0]));
  const version = hasCosines(graph, blocks[0]) ? 2 : 1;
  const named = stages.flatMap((stage, s): Named[] => [
    ...stage.map((output, b): Named => [`layers.${s}.blocks.${b}`, output]),
    [`layers.${s}`, stage[stage.length - 1]],
  ]);
  const { tensor } = head.target;
  const norm: Named[] = outputs.includes(tensor) ? [] : [['norm', tensor]];
  const counts = stages.map((stage) => stage.length);
  return describeModel(
    graph,
    head,
    architectureOf(version, width, counts),
    layersOf(graph, [...named, ...norm]),
  );
}

function isWindowed(graph: GraphView, { tensor }: AttentionBlock): boolean {
  const dims = graph.shape(tensor);
  return dims?.length === 4 && dims[0] > 1 && dims[2] === dims[3];
}

/** A stage begins where the size changes. */
function stagesOf(graph: GraphView, outputs: readonly string[]): string[][] {
  const stages: string[][] = [];
  let before = '';
  for (const output of outputs) {
    const size = String(sizeAt(graph, siteOf(graph, output)));
    if (size === before) stages[stages.length - 1].push(output);
    else stages.push([output]);
    before = size;
  }
  return stages;
}

/** Version 2 compares directions of queries and keys: their lengths are divided by. */
function hasCosines(graph: GraphView, { inside }: AttentionBlock): boolean {
  return [...inside].some((value) => graph.producer(value)?.op === 'ReduceL2');
}
