import { subexpressions, type Expression, type Head, type TensorSite } from '@camscope/core';
import { Draft } from '../edit/draft.ts';
import { Emitter } from '../edit/emitter.ts';
import { portableOpset } from '../edit/portable-opset.ts';
import type { Graph } from '../graph/graph.ts';
import { compileMap } from './compile-map.ts';
import type { Samples } from './samples.ts';

/** Names of what a compiled explanation takes and gives, beside the image. */
export const NAMES = {
  /** float32 [N,classes]: weights of the logits in the explained score; one-hot for one class. */
  seed: 'camscope_seed',
  /** float32 [N,classes]. */
  logits: 'camscope_logits',
  /** float32 [N,1,h,w] or [N,C,H,W]: the raw map. */
  map: 'camscope_map',
  /** The image that is sampled around, float32 [1,…] as the graph has it. */
  original: 'camscope_image',
  /** What makes a sample of it, see SampleBatch. */
  scale: 'camscope_scale',
  offset: 'camscope_offset',
  weight: 'camscope_weight',
  /** The tensor that is shown through masks, float32 [1,…] as the graph has it. */
  tensor: 'camscope_tensor',
  /** What it becomes where it is masked: [1,…], or with sizes of 1 that broadcast. */
  fill: 'camscope_fill',
  /** float32 [B,1,h,w] or [B,K,1,1] */
  mask: 'camscope_mask',
  /** Masks as products: float32 [B,H,s], [B,s,t], [B,t,W]. */
  rows: 'camscope_rows',
  grid: 'camscope_grid',
  columns: 'camscope_columns',
  /** Begins the names of what else a head reads of the image. */
  given: 'camscope_given',
} as const;

export interface CompileRequest {
  /** Probed. */
  readonly graph: Graph;
  readonly head: Head;
  /** Where `activations` are taken: one or several layers. */
  readonly targets: readonly TensorSite[];
  /** How the maps of several layers become one; each is first brought to [0, 1] at the finest layer's resolution. */
  readonly aggregate?: Aggregation;
  readonly expression: Expression;
}

export const aggregations = ['mean', 'max'] as const;
export type Aggregation = (typeof aggregations)[number];

export interface Compiled {
  readonly draft: Draft;
  /** Inputs to feed: the image, and the seed when the expression asks for a score. */
  readonly inputs: { readonly image: string; readonly seed?: string };
  /** Set when the map is a mean over samples: feed each batch of them; the maps add up. */
  readonly samples?: Samples;
  /** Set when gradients pass operators whose rule is an approximation. */
  readonly approximate: boolean;
}

/**
 * Compiles an explanation onto a network: appends the nodes of `expression` and the gradients that it asks for, and
 * drops every node that neither the logits nor the map need. Weights stay where they are.
 * @throws CamscopeError EXPRESSION_INVALID, OPERATOR_UNSUPPORTED, MODEL_UNSUPPORTED.
 */
export function compile(request: CompileRequest): Compiled {
  const { graph, head, expression } = request;
  const image = head.image.tensor;
  const { draft, emit } = draftOf(graph);
  const samples = expression.word === 'average' ? (expression.parameters as unknown as Samples) : undefined;
  if (samples) sampleInput(draft, emit, graph, head.image);
  const leaves = { graph, head, seed: NAMES.seed, original: samples ? NAMES.original : image };
  const compiled = compileMap(
    { ...request, expression: samples ? expression.operands[0] : expression },
    leaves,
    emit,
  );
  const { value } = compiled;
  emit.named(samples ? emit.reduceSum(emit.mul(value, NAMES.weight), [0]) : value, NAMES.map);
  emit.named(emit.reshape(head.logits, [-1, head.classes]), NAMES.logits);
  const needsSeed = [...subexpressions(expression)].some(({ word }) => word === 'score');
  if (needsSeed) draft.addInput({ name: NAMES.seed, type: 'float32', dims: ['explanations', head.classes] });
  draft.setOutputs([{ name: NAMES.logits }, { name: NAMES.map }]);
  const fed = samples ? NAMES.original : image;
  return {
    draft,
    inputs: needsSeed ? { image: fed, seed: NAMES.seed } : { image: fed },
    samples,
    approximate: compiled.approximate,
  };
}

/** A draft of the graph, declared under a portable operator set, and an emitter whose names are new to it. */
export function draftOf(graph: Graph): { draft: Draft; emit: Emitter } {
  const draft = new Draft(graph.model);
  const opset = portableOpset(graph);
  if (opset !== graph.opset) draft.setOpset(opset);
  return { draft, emit: new Emitter(draft, opset, graph.unusedPrefix('camscope')) };
}

/** Lets the network see scale · image + offset in place of the image. */
function sampleInput(draft: Draft, { opset, prefix }: Emitter, graph: Graph, { tensor }: TensorSite): void {
  const dims = graph.shape(tensor)!.slice(1);
  const early = new Emitter(draft.prelude, opset, `${prefix}/early`);
  draft.replace(tensor);
  early.named(early.add(early.mul(NAMES.original, NAMES.scale), NAMES.offset), tensor);
  draft.addInput({ name: NAMES.original, type: 'float32', dims: [1, ...dims] });
  draft.addInput({ name: NAMES.scale, type: 'float32', dims: ['samples', 1, 1, 1] });
  draft.addInput({ name: NAMES.offset, type: 'float32', dims: ['samples', '', '', ''] });
  draft.addInput({ name: NAMES.weight, type: 'float32', dims: ['samples', 1, 1, 1] });
}
