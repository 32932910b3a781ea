import { subexpressions, type Expression, type TensorSite } from '@camscope/core';
import { draftOf } from '../edit/draft-of.ts';
import type { Draft } from '../edit/draft.ts';
import { Emitter } from '../edit/emitter.ts';
import { Rows } from '../gradient/rows.ts';
import type { RuleSet } from '../gradient/rule-set.ts';
import type { Graph } from '../graph/graph.ts';
import { heldBytes, peakBytes } from '../graph/liveness.ts';
import { attentionsOf } from '../locate/attentions.ts';
import { biasesOf } from '../locate/biases.ts';
import { headsFor } from './block-heads.ts';
import { combinedSeed } from './combined-seed.ts';
import { compileOutputs } from './compile-map.ts';
import type { CompileRequest } from './compile-request.ts';
import { feedLevels, type Levels } from './levels.ts';
import { NAMES } from './names.ts';
import { hasOneDirection, type Samples, type Statistic } from './samples.ts';
import { seedOf, topSeed } from './seed.ts';

export interface Compiled {
  readonly draft: Draft;
  /** Inputs to feed: the image, its levels or the original of samples and, where the expression asks for a score, the classes. */
  readonly inputs: { readonly image: string; readonly class?: string; readonly index?: string };
  /** Set when the map is a mean or variance over samples: feed batches of them. Row for row, their maps are to be joined. */
  readonly samples?: Sampled;
  /** Outputs that hold one item a row; the others hold one an image, or one for all. */
  readonly perRow: ReadonlySet<string>;
  /** Set when gradients pass operators whose rule is an approximation. */
  readonly approximate: boolean;
  /** Rows may share an image: one image without an index, any images with one. */
  readonly shareable: boolean;
  /** An estimate of what one more image, explained for one class, costs in a run, in bytes. */
  readonly bytesPerRow: number;
}

export interface Sampled {
  readonly samples: Samples;
  readonly statistic: Statistic;
  /** Whether the graph takes the directions of samples, too. */
  readonly directed: boolean;
  /** Whether the image goes through the network with every batch, so that samples are compared with it. */
  readonly compared: boolean;
}

export interface CompileOptions {
  /** Adds NAMES.index, which says of each row which image it is of. */
  readonly indexed?: boolean;
  /** Takes grey levels in place of images; not for samples. */
  readonly levels?: Levels;
}

/**
 * Compiles an explanation onto a network: appends the nodes of `expression` and the gradients that it asks for, and
 * drops every node that neither the logits nor the map need. Weights stay where they are.
 *
 * A row is an image explained for a class. Without an index rows and images are the same, or all rows are of one image.
 * @throws CamscopeError EXPRESSION_INVALID, OPERATOR_UNSUPPORTED, MODEL_UNSUPPORTED.
 */
export function compile(request: CompileRequest, { indexed = false, levels }: CompileOptions = {}): Compiled {
  const { head, expression, score, dialect } = request;
  const { graph, blockLogits } = headsFor(request, wordsOf(request));
  const { draft, emit } = draftOf(graph, dialect);
  const samples = expression && sampledBy(expression);
  if (samples) sampleInput(draft, emit, graph, head.image, samples);
  else if (levels) feedLevels(draft, emit, graph, head.image, levels);
  const image = samples ? NAMES.original : levels ? NAMES.levels : head.image.tensor;
  const asksScore = wordsOf(request).some(({ word }) => word === 'score');
  if (asksScore) draft.addInput({ name: NAMES.class, type: 'float32', dims: ['rows', 1] });
  const index = asksScore && indexed ? NAMES.index : undefined;
  if (index) draft.addInput({ name: index, type: 'int64', dims: ['rows'] });
  const rows = new Rows(graph, emit, index, samples?.compared);
  const logits = emit.reshape(head.logits, [-1, head.classes]);
  // Samples are explained for the class of the image itself, the first of the first batch.
  const judged = samples ? emit.slice(logits, [0], [0], [1]) : logits;
  const top = topSeed(emit, judged, head.classes);
  const chosen = seedOf(emit, NAMES.class, samples ? top : rows.repeat(top), head.classes);
  const { classes } = head;
  const seed = score ? combinedSeed(emit, rows, score, { logits, chosen, classes }) : chosen;
  const { outputs, approximate } = compileOutputs(
    samples ? { ...request, expression: expression!.operands[0], fetch: undefined } : request,
    {
      draft,
      graph,
      head,
      blockLogits,
      seed,
      rows,
      imageRange: request.imageRange,
      original: samples && image,
      samples: samples?.samples,
    },
    emit,
  );
  emit.named(logits, NAMES.logits);
  for (const [name, { value }] of outputs) emit.named(value, name);
  draft.setOutputs([NAMES.logits, ...outputs.keys()].map((name) => ({ name })));
  const perRow = new Set([...outputs].flatMap(([name, { per }]) => (per === 'row' ? [name] : [])));
  const inputs = { image, class: asksScore ? NAMES.class : undefined, index };
  const { shareable } = rows;
  return { draft, inputs, samples, perRow, approximate, shareable, bytesPerRow: bytesPerRow(request) };
}

/** Everything that what is asked for is built from. */
function wordsOf({ expression, others = [], fetch = {} }: CompileRequest): Expression[] {
  const seen = new Set<Expression>();
  const asked = expression ? [expression, ...others] : Object.values(fetch);
  for (const one of asked) subexpressions(one, seen);
  return [...seen];
}

/** The way to the logits, and what the longest way back from them may read again. */
function bytesPerRow(request: CompileRequest): number {
  const { graph, head, targets } = request;
  const places: Readonly<Record<string, readonly TensorSite[]>> = {
    image: [head.image],
    attention: attentionsOf(graph),
    biased: biasesOf(graph, head.logits).map(({ site }) => site),
  };
  const words = wordsOf(request);
  const held = words
    .filter(({ word }) => word === 'gradient')
    .flatMap(({ operands }) => places[operands[1].word] ?? targets)
    .map(({ tensor }) => heldBytes(graph, tensor, head.logits))
    .map((bytes) => bytes * gradientsIn(words));
  return peakBytes(graph, head.image.tensor, head.logits) + Math.max(0, ...held);
}

/** How many gradients are taken one of the other: each holds what the one before it does. @param words operands first. */
function gradientsIn(words: readonly Expression[]): number {
  const depths = new Map<Expression, number>();
  for (const one of words) {
    const inner = one.operands.map((operand) => depths.get(operand)!);
    depths.set(one, Math.max(0, ...inner) + (one.word === 'gradient' ? 1 : 0));
  }
  return Math.max(0, ...depths.values());
}

function sampledBy(expression: Expression): Sampled | undefined {
  if (expression.word !== 'average') return undefined;
  const { samples, statistic } = expression.parameters as unknown as Pick<Sampled, 'samples' | 'statistic'>;
  const words = [...subexpressions(expression)];
  const directed = words.some(({ word }) => word === 'direction');
  const compared = words.some(({ parameters }) => isComparing(parameters.rules));
  return { samples, statistic, directed, compared };
}

function isComparing(rules: unknown): boolean {
  return typeof rules === 'object' && (rules as RuleSet).compares === true;
}

/** Lets the network see scale · image + offset in place of the image; behind the image, where they are compared. */
function sampleInput(
  draft: Draft,
  { opset, prefix }: Emitter,
  graph: Graph,
  { tensor }: TensorSite,
  { samples, directed, compared }: Sampled,
): void {
  const dims = graph.shape(tensor)!.slice(1);
  const early = new Emitter(draft.prelude, opset, `${prefix}/early`);
  draft.replace(tensor);
  const sampled = early.add(early.mul(NAMES.original, NAMES.scale), NAMES.offset);
  early.named(compared ? early.concat([NAMES.original, sampled], 0) : sampled, tensor);
  draft.addInput({ name: NAMES.original, type: 'float32', dims: [1, ...dims] });
  draft.addInput({ name: NAMES.scale, type: 'float32', dims: ['samples', 1, 1, 1] });
  draft.addInput({ name: NAMES.offset, type: 'float32', dims: ['samples', '', '', ''] });
  const directions = hasOneDirection(samples) ? 1 : 'samples';
  if (directed) draft.addInput({ name: NAMES.direction, type: 'float32', dims: [directions, ...dims] });
}
