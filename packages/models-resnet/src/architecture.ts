import type { GraphView, NodeView } from '@camscope/core';
import type { Block } from './blocks.ts';

/** Depths of the published networks, by kind of block and blocks in each stage. */
const DEPTHS: Record<Kind, Record<string, number>> = {
  basic: { '2-2-2-2': 18, '3-4-6-3': 34 },
  bottleneck: { '3-4-6-3': 50, '3-4-23-3': 101, '3-8-36-3': 152 },
};
/** Channels out of a bottleneck for each inside it. */
const EXPANSION = 4;

type Kind = 'basic' | 'bottleneck';

/** The convolution over space inside a block. */
interface Inner {
  readonly groups: number;
  readonly channels: number;
  /** Channels inside a block for each that a plain ResNet of this size would have. */
  readonly widening: number;
}

/**
 * The network's name: by its blocks, so a slim ResNet-50 is a `resnet50` too.
 * @returns undefined unless all blocks are of one kind and there are at least two stages.
 */
export function architectureOf(graph: GraphView, stages: readonly (readonly Block[])[]): string | undefined {
  const kinds = new Set(stages.flat().map((block) => kindOf(graph, block)));
  const groups = new Set(stages.flat().map((block) => groupsOf(block.main[1])));
  const [kind] = kinds;
  if (stages.length < 2 || kinds.size !== 1 || groups.size !== 1 || kind === undefined) return undefined;
  const counts = stages.map((blocks) => blocks.length).join('-');
  const depth = DEPTHS[kind][counts];
  const name = depth && nameOf(depth, innerOf(graph, stages[0][0], kind));
  return name || `resnet (${counts}, ${kind})`;
}

/** By the kernels along the main branch; undefined for anything else, among it the inverted blocks of MobileNets. */
function kindOf(graph: GraphView, { main, shortcut }: Block): Kind | undefined {
  const kernels = (convs: readonly NodeView[]) =>
    convs.map((conv) => (isPointwise(graph, conv) ? '1' : 'k')).join('-');
  if (kernels(shortcut) !== '' && kernels(shortcut) !== '1') return undefined;
  if (kernels(main) === 'k-k') return main.every((conv) => groupsOf(conv) === 1) ? 'basic' : undefined;
  return kernels(main) === '1-k-1' && !isDepthwise(graph, main[1]) ? 'bottleneck' : undefined;
}

function innerOf(graph: GraphView, { main }: Block, kind: Kind): Inner {
  const channels = channelsOut(graph, main[main.length - 2]);
  const out = channelsOut(graph, main[main.length - 1]);
  const widening = (channels / out) * (kind === 'bottleneck' ? EXPANSION : 1);
  return { groups: groupsOf(main[1]), channels, widening };
}

function nameOf(depth: number, { groups, channels, widening }: Inner): string | undefined {
  if (groups > 1) return `resnext${depth}_${groups}x${channels / groups}d`;
  if (widening === 1) return `resnet${depth}`;
  return Number.isInteger(widening) ? `wide_resnet${depth}_${widening}` : undefined;
}

function isPointwise(graph: GraphView, conv: NodeView): boolean {
  const kernel = graph.shape(conv.inputs[1])?.slice(2);
  return kernel?.every((size) => size === 1) ?? false;
}

function isDepthwise(graph: GraphView, conv: NodeView): boolean {
  return groupsOf(conv) > 1 && groupsOf(conv) === channelsOut(graph, conv);
}

function channelsOut(graph: GraphView, conv: NodeView): number {
  return graph.shape(conv.inputs[1])?.[0] ?? NaN;
}

function groupsOf(conv: NodeView | undefined): number {
  return Number(conv?.attribute('group') ?? 1);
}
