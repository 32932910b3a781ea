import { type FloatTensor, type TensorSite } from '@camscope/core';
import type { Draft } from '../edit/draft.ts';
import { Emitter } from '../edit/emitter.ts';
import type { Graph } from '../graph/graph.ts';
import { arrangementOf, sizeAt } from '../site/arrangement-of.ts';
import { NAMES } from './names.ts';

/** How grey levels become the image in the graph. */
export interface Levels {
  /** What the graph is fed; not every provider takes bytes. */
  readonly type: 'uint8' | 'int32';
  /** What each level becomes in each channel, float32 [levels,C]. */
  readonly table: FloatTensor;
}

/** ONNX's number of the element type int32. */
const INT32 = 6;

/** Feeds the network grey levels [N,H,W] in place of the image, which is looked up in the table: to the bit what it would be. */
export function feedLevels(
  draft: Draft,
  { opset, prefix }: Emitter,
  graph: Graph,
  image: TensorSite,
  levels: Levels,
): void {
  const { type, table } = levels;
  const early = new Emitter(draft.prelude, opset, `${prefix}/early`);
  draft.replace(image.tensor);
  draft.addInput({ name: NAMES.levels, type, dims: ['images', ...sizeAt(graph, image)] });
  const indices = type === 'int32' ? NAMES.levels : early.node('Cast', [NAMES.levels], { to: INT32 });
  const last = early.node('Gather', [early.constant(table), indices], { axis: 0 });
  const first = early.transpose(last, [0, 3, 1, 2]);
  early.named(arrangementOf(image.view).emitFactors(early, first), image.tensor);
}
