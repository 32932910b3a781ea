import type { GraphView } from '@camscope/core';
import type { Convolution } from './convolution.ts';
import { spelt, type Part } from './parts.ts';

/** A sum of two branches, by how much each convolves. */
export interface Residual {
  readonly main: readonly Part[];
  /** Empty for an identity. */
  readonly shortcut: readonly Part[];
}

/** A residual block. */
export interface ResidualBlock extends Residual {
  /** The value of the activation after the sum. */
  readonly output: string;
}

/** The branches of a sum of two. */
export function residualOf({ letter, branches }: Part): Residual | undefined {
  if (letter !== '+' || branches.length !== 2) return undefined;
  const [shortcut, main] = branches.toSorted((a, b) => convolutionsOf(a).length - convolutionsOf(b).length);
  return { main, shortcut };
}

/** Stem, residual blocks that each end in an activation, and what follows them; undefined for another order of parts. */
export function residualBody(
  parts: readonly Part[],
): { readonly stem: readonly Part[]; readonly blocks: readonly ResidualBlock[] } | undefined {
  const [, before, sums] = /^([^+]*)((?:\+a)+)[^+]*$/.exec(spelt(parts)) ?? [];
  if (sums === undefined) return undefined;
  const blocks: ResidualBlock[] = [];
  for (let i = before.length; i < before.length + sums.length; i += 2) {
    const branches = residualOf(parts[i]);
    if (!branches) return undefined;
    blocks.push({ ...branches, output: parts[i + 1].output });
  }
  return { stem: parts.slice(0, before.length), blocks };
}

/** The convolutions among parts, in graph order. */
export function convolutionsOf(parts: readonly Part[]): Convolution[] {
  return parts.flatMap(({ convolution }) => convolution ?? []);
}

/** Blocks in stages: one begins where the size or the number of channels changes. */
export function inStages<Block extends { readonly output: string }>(
  graph: GraphView,
  blocks: readonly Block[],
): Block[][] {
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
