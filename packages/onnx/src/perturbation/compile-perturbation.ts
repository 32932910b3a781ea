import {
  CamscopeError,
  sizeOf,
  type Backdrop,
  type Expression,
  type Head,
  type MaskInput,
  type Masks,
  type MaskSizes,
  type Perturbation,
  type TensorSite,
} from '@camscope/core';
import type { Draft } from '../edit/draft.ts';
import { Emitter, type Value } from '../edit/emitter.ts';
import { draftOf } from '../edit/draft-of.ts';
import { NAMES } from '../expression/names.ts';
import type { Field } from '../expression/field.ts';
import { input } from '../expression/words.ts';
import { WordCompiler } from '../expression/word-compiler.ts';
import type { Graph } from '../graph/graph.ts';
import { peakBytes } from '../graph/liveness.ts';
import type { Dialect } from '../placement/dialect.ts';
import { arrangementOf, mapsShapeAt } from '../site/arrangement-of.ts';
import { headReads } from './head-reads.ts';
import { poolAfter, type PoolAfter } from './pool-after.ts';

export interface PerturbationRequest {
  /** Probed. */
  readonly graph: Graph;
  readonly head: Head;
  /** The target layer. */
  readonly target: TensorSite;
  readonly perturbation: Pick<Perturbation, 'of' | 'keep' | 'fill'> & {
    readonly masks: Pick<Masks, 'ofActivations' | 'inputs' | 'mask'>;
  };
  /** Of the provider that is to run it. */
  readonly dialect?: Dialect;
  /** It is to run where a session prepares itself for every size anew: the image as it is has a graph of its own. */
  readonly preparesForSizes?: boolean;
}

export interface CompiledPerturbation {
  /**
   * The network on images as they are: it takes the image and gives NAMES.logits and `keeps`. Absent where `masked`
   * does it too: its tensor is the image, and filled with itself it is the image whatever the mask.
   */
  readonly plain?: Draft;
  /** Takes NAMES.tensor, NAMES.fill where `filled`, the masks and `given`; gives NAMES.logits [B,classes]. */
  readonly masked: Draft;
  /** Whether what is not kept becomes something: activations that become 0 are only multiplied. */
  readonly filled: boolean;
  /** What is masked. */
  readonly site: TensorSite;
  /** Values of the image as it is that are to be kept: the target tensor, and what else the head reads of the image. */
  readonly keeps: readonly string[];
  /** Inputs of `masked` by the value that each is to be fed: the image, or one of `keeps`. */
  readonly given: ReadonlyMap<string, string>;
  /** An estimate of what one more mask in a run costs, in bytes. */
  readonly bytesPerMask: number;
}

/** Tensors of the masked one's size that building it takes at once. */
const BUILDING = 3;

/**
 * Compiles a perturbation onto a network: a graph whose image, or target tensor, is built from masks inside it. Behind
 * a masked target tensor only the head is left.
 * @throws CamscopeError EXPRESSION_INVALID, MODEL_UNSUPPORTED.
 */
export function compilePerturbation(request: PerturbationRequest): CompiledPerturbation {
  const { graph, head, target, perturbation, dialect } = request;
  const site = perturbation.of === 'image' ? head.image : target;
  const { draft, emit } = draftOf(graph, dialect);
  const early = new Emitter(draft.prelude, emit.opset, `${emit.prefix}/early`);
  const { value: keep, shape } = keepOf(request, site, early);
  const wholeChannels = shape[1] === 1 && shape[2] === 1;
  const pool =
    perturbation.of === 'activations' && wholeChannels ? poolAfter(graph, site, head.logits) : undefined;
  const built = pool?.output ?? site.tensor;
  const filled = perturbation.of === 'image' || !isZero(perturbation.fill);
  // Behind a masked target nothing reads the image, or what reads it is given it anew.
  for (const value of [site.tensor, built, head.image.tensor]) draft.replace(value);
  const show = perturbation.of === 'image' ? shownImage : shownActivations;
  early.named(show(early, keep, site, { pool, filled, rank: graph.shape(built)!.length }), built);
  const others = perturbation.of === 'image' ? [] : headReads(graph, target.tensor, head.logits);
  const given = new Map(others.map((value, i) => [value, `${NAMES.given}_${i}`]));
  if (others.length > 0) repeatGiven(draft, early, graph, keep, given);
  addInputs(draft, request, site, filled);
  const bytesPerMask =
    peakBytes(graph, built, head.logits) + BUILDING * 4 * sizeOf(graph.shape(built)!.slice(1));
  const needsTarget = perturbation.of === 'activations' || perturbation.masks.ofActivations;
  const keeps = [...(needsTarget ? [target.tensor] : []), ...others].filter(
    (value) => value !== head.image.tensor,
  );
  const withLogits = (kept: readonly string[], own: Draft, by: Emitter) => {
    by.named(by.reshape(head.logits, [-1, head.classes]), NAMES.logits);
    own.setOutputs([{ name: NAMES.logits }, ...kept.map((name) => ({ name }))]);
    return own;
  };
  const common = { site, filled, keeps, given, bytesPerMask };
  if (perturbation.of === 'image' && !request.preparesForSizes)
    return { ...common, masked: withLogits(keeps, draft, emit) };
  const plain = draftOf(graph, dialect);
  return {
    ...common,
    plain: withLogits(keeps, plain.draft, plain.emit),
    masked: withLogits([], draft, emit),
  };
}

/** The share that is kept, as maps [B,K,h,w] or sizes of 1 that broadcast. */
function keepOf(request: PerturbationRequest, site: TensorSite, emit: Emitter): Field {
  const { graph, perturbation } = request;
  const masked = perturbation.of === 'image' ? 'image' : 'activations';
  const leaf = ({ word, parameters }: Expression): Field | undefined => {
    if (word === 'mask') return maskOf(request, emit);
    if (word === 'input') return inputOf(request, parameters.name as string);
    if (word === masked) {
      const value = arrangementOf(site.view).emitMaps(emit, NAMES.tensor);
      return { value, shape: mapsShapeAt(graph, site) };
    }
    if (!OF_THE_NETWORK.has(word)) return undefined;
    throw new CamscopeError(
      'EXPRESSION_INVALID',
      `What is kept of the ${masked} cannot depend on '${word}'`,
      {
        fix: `Write it from mask and ${masked}`,
      },
    );
  };
  return new WordCompiler(emit, leaf).field(perturbation.keep);
}

/** What the kind of masks makes of its inputs. */
function maskOf(request: PerturbationRequest, emit: Emitter): Field {
  const { masks } = request.perturbation;
  const inputs = masks.inputs(maskSizes(request));
  const given = Object.keys(inputs).map((name) => [name, input(name)] as const);
  const leaf = ({ word, parameters }: Expression): Field | undefined =>
    word === 'input' ? inputOf(request, parameters.name as string) : undefined;
  const made = masks.mask(Object.fromEntries(given));
  const { value, shape } = new WordCompiler(emit, leaf).field(made);
  // ONNX Runtime joins other operators behind a batch that it can tell by name, and rounds otherwise.
  return made.word === 'input' ? { value, shape } : { value: emit.reshape(value, [-1, ...shape]), shape };
}

/** @throws CamscopeError EXPRESSION_INVALID for an input that the kind of masks does not have. */
function inputOf(request: PerturbationRequest, name: string): Field {
  const inputs = request.perturbation.masks.inputs(maskSizes(request));
  if (!Object.hasOwn(inputs, name)) {
    throw new CamscopeError('EXPRESSION_INVALID', `The kind of masks has no input '${name}'`, {
      found: `Inputs: ${Object.keys(inputs).join(', ')}`,
      fix: 'Write what is kept from mask and those',
    });
  }
  const [channels, height, width] = inputs[name].shape.map((axis) => (typeof axis === 'number' ? axis : 1));
  return { value: maskInput(name), shape: [channels, height, width] };
}

/** What a kind of masks is told of every image. */
export function maskSizes({
  graph,
  head,
  target,
}: Pick<PerturbationRequest, 'graph' | 'head' | 'target'>): MaskSizes {
  return { image: mapsShapeAt(graph, head.image), activations: mapsShapeAt(graph, target) };
}

/** The name in the graph of an input of a kind of masks. */
export function maskInput(name: string): string {
  return `${NAMES.mask}_${name}`;
}

const OF_THE_NETWORK = new Set([
  'image',
  'activations',
  'layer',
  'attention',
  'logits',
  'score',
  'gradient',
  'original',
  'average',
]);

function isZero(fill: Backdrop): boolean {
  return fill.kind === 'value' && fill.value === 0;
}

/** The image as it is shown, as the graph has it. One that fills itself stays as it is to the last bit. */
function shownImage(emit: Emitter, kept: Value, { view }: TensorSite): Value {
  const keep = arrangementOf(view).emitFactors(emit, kept);
  const { tensor, fill } = NAMES;
  return emit.add(fill, emit.mul(keep, emit.sub(tensor, fill)));
}

/**
 * Activations as they are shown, as the graph has them. What keeps or drops whole channels can as well keep or drop
 * their means: the pool then runs on one tensor, not on one for each mask.
 */
function shownActivations(
  emit: Emitter,
  kept: Value,
  { view }: TensorSite,
  { pool, filled, rank }: Shown,
): Value {
  const pooled = (value: Value) => (pool ? pool.of(emit, value) : value);
  const keep = rank === 2 ? emit.reshape(kept, [0, -1]) : arrangementOf(view).emitFactors(emit, kept);
  const own = emit.mul(keep, pooled(NAMES.tensor));
  return filled ? emit.add(own, emit.mul(emit.complement(keep), pooled(NAMES.fill))) : own;
}

interface Shown {
  readonly pool?: PoolAfter;
  readonly filled: boolean;
  /** Of what is made. */
  readonly rank: number;
}

/** What the head reads of the image beside the target, once for every mask: its operators need not broadcast. */
function repeatGiven(
  draft: Draft,
  emit: Emitter,
  graph: Graph,
  keep: Value,
  given: ReadonlyMap<string, string>,
): void {
  const zero = emit.mul(emit.reduceMax(keep, [1, 2, 3]), emit.scalar(0));
  for (const [value, name] of given) {
    const [, ...dims] = graph.shape(value)!;
    draft.replace(value);
    draft.addInput({ name, type: 'float32', dims: [1, ...dims] });
    emit.named(emit.add(name, emit.reshape(zero, [-1, ...dims.map(() => 1)])), value);
  }
}

function addInputs(draft: Draft, request: PerturbationRequest, site: TensorSite, filled: boolean): void {
  const [, ...dims] = request.graph.shape(site.tensor)!;
  draft.addInput({ name: NAMES.tensor, type: 'float32', dims: [1, ...dims] });
  if (filled) draft.addInput({ name: NAMES.fill, type: 'float32', dims: [1, ...dims.map(() => '')] });
  const inputs: Record<string, MaskInput> = request.perturbation.masks.inputs(maskSizes(request));
  for (const [name, { shape, shared }] of Object.entries(inputs))
    draft.addInput({ name: maskInput(name), type: 'float32', dims: [shared ? 1 : 'masks', ...shape] });
}
