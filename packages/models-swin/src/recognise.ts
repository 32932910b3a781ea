import type { GraphView, Head, ModelDescription } from '@camscope/core';
import {
  attentionBlocks,
  blockNorms,
  blockOutputs,
  channelsAt,
  describeModel,
  isSpatial,
  layersOf,
  siteOf,
  sizeAt,
  type AttentionBlock,
} from '@camscope/onnx';
import { architectureOf } from './architecture.ts';
import { namesOf, type Block } from './names.ts';

/** A description when attention is within windows, in two or more stages of different size. */
export function recogniseSwin(graph: GraphView, head: Head): ModelDescription | undefined {
  const blocks = attentionBlocks(graph);
  const outputs = blockOutputs(graph, head.logits);
  if (!head.target || outputs.length === 0 || !isWindowed(graph, blocks[0])) return undefined;
  if (!outputs.every((output) => isSpatial(graph, output))) return undefined;
  const norms = blockNorms(graph, head.logits);
  const stages = stagesOf(
    graph,
    outputs.map((output, i) => ({ output, norms: norms?.[i] })),
  );
  if (stages.length < 2) return undefined;
  const width = channelsAt(graph, siteOf(graph, outputs[0]));
  const version = hasCosines(graph, blocks[0]) ? 2 : 1;
  const { tensor } = head.target;
  const norm = outputs.includes(tensor) ? undefined : tensor;
  const counts = stages.map((stage) => stage.length);
  const layers = layersOf(graph, namesOf(stages, norm));
  return describeModel(graph, head, architectureOf(version, width, counts), layers);
}

function isWindowed(graph: GraphView, { tensor }: AttentionBlock): boolean {
  const dims = graph.shape(tensor);
  return dims?.length === 4 && dims[0] > 1 && dims[2] === dims[3];
}

/** A stage begins where the size changes. */
function stagesOf(graph: GraphView, blocks: readonly Block[]): Block[][] {
  const stages: Block[][] = [];
  let before = '';
  for (const block of blocks) {
    const size = String(sizeAt(graph, siteOf(graph, block.output)));
    if (size === before) stages[stages.length - 1].push(block);
    else stages.push([block]);
    before = size;
  }
  return stages;
}

/** Version 2 compares directions of queries and keys: their lengths are divided by. */
function hasCosines(graph: GraphView, { inside }: AttentionBlock): boolean {
  return [...inside].some((value) => graph.producer(value)?.op === 'ReduceL2');
}
