import {
  CamscopeError,
  subexpressions,
  type Expression,
  type Head,
  type ModelFile,
  type ModelSource,
  type TensorSite,
} from '@camscope/core';
import { Draft } from '../edit/draft.ts';
import { Emitter, type Value } from '../edit/emitter.ts';
import { portableOpset } from '../edit/portable-opset.ts';
import { approximateOperators, ruleSets, type RuleSetName } from '../gradient/rule-sets.ts';
import { differentiate } from '../gradient/differentiate.ts';
import type { Graph } from '../graph/graph.ts';
import { ancestors, descendants } from '../graph/reach.ts';
import { spatialOf } from '../locate/layout.ts';
import type { Samples } from './samples.ts';
import { broadcastSize, spellings, type Field, type Size } from './emit-words.ts';

/** Names of what a compiled explanation takes and gives, beside the image. */
export const NAMES = {
  /** float32 [N,classes]: weights of the logits in the explained score; one-hot for one class. */
  seed: 'camscope_seed',
  /** float32 [N,classes]. */
  logits: 'camscope_logits',
  /** float32 [N,1,h,w] or [N,C,H,W]: the raw map. */
  map: 'camscope_map',
  /** The image that is sampled around, float32 [1,…] in the graph's layout. */
  original: 'camscope_image',
  /** What makes a sample of it, see SampleBatch. */
  scale: 'camscope_scale',
  offset: 'camscope_offset',
  weight: 'camscope_weight',
} as const;
const PREFIX = 'camscope';
const TO_NCHW = [0, 3, 1, 2];

export interface CompileRequest {
  /** Probed. */
  readonly graph: Graph;
  readonly head: Head;
  /** Where `activations` are taken. */
  readonly target: TensorSite;
  readonly expression: Expression;
}

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
  const draft = new Draft(graph.model);
  const opset = portableOpset(graph);
  if (opset !== graph.opset) draft.setOpset(opset);
  const emit = new Emitter(draft, opset, PREFIX);
  const samples = expression.word === 'average' ? (expression.parameters as unknown as Samples) : undefined;
  if (samples) sampleInput(draft, graph, head.image);
  const compiler = new ExpressionCompiler(request, emit, samples !== undefined);
  const { value } = compiler.field(samples ? expression.operands[0] : expression);
  emit.named(samples ? emit.reduceSum(emit.mul(value, NAMES.weight), [0]) : value, NAMES.map);
  emit.named(emit.reshape(head.logits, [-1, head.classes]), NAMES.logits);
  const needsSeed = [...subexpressions(expression)].some(({ word }) => word === 'score');
  if (needsSeed) draft.addInput({ name: NAMES.seed, type: 'float32', dims: ['explanations', head.classes] });
  draft.setOutputs([{ name: NAMES.logits }, { name: NAMES.map }]);
  const image = samples ? NAMES.original : head.image.tensor;
  return {
    draft,
    inputs: needsSeed ? { image, seed: NAMES.seed } : { image },
    samples,
    approximate: compiler.approximate,
  };
}

/** Lets the network see scale · image + offset in place of the image. */
function sampleInput(draft: Draft, graph: Graph, { tensor }: TensorSite): void {
  const dims = graph.shape(tensor)!.slice(1);
  const scaled = `${PREFIX}/scaled`;
  draft.computeInput(tensor, [
    { op: 'Mul', inputs: [NAMES.original, NAMES.scale], outputs: [scaled], name: scaled },
    { op: 'Add', inputs: [scaled, NAMES.offset], outputs: [tensor], name: `${PREFIX}/sample` },
  ]);
  draft.addInput({ name: NAMES.original, type: 'float32', dims: [1, ...dims] });
  draft.addInput({ name: NAMES.scale, type: 'float32', dims: ['samples', 1, 1, 1] });
  draft.addInput({ name: NAMES.offset, type: 'float32', dims: ['samples', '', '', ''] });
  draft.addInput({ name: NAMES.weight, type: 'float32', dims: ['samples', 1, 1, 1] });
}

/** A compiled explanation as something a runtime can open. */
export function sourceOf(compiled: Compiled, file: ModelFile): ModelSource {
  return compiled.draft.toSource(file);
}

/** Turns expressions into values of the graph; each subexpression once. */
class ExpressionCompiler {
  approximate = false;
  readonly #request: CompileRequest;
  readonly #emit: Emitter;
  readonly #fields = new Map<Expression, Field>();

  readonly #sampled: boolean;

  constructor(request: CompileRequest, emit: Emitter, sampled: boolean) {
    this.#request = request;
    this.#emit = emit;
    this.#sampled = sampled;
  }

  field(expression: Expression): Field {
    let field = this.#fields.get(expression);
    if (field === undefined) this.#fields.set(expression, (field = this.#compile(expression)));
    return field;
  }

  #compile({ word, operands, parameters }: Expression): Field {
    const { head, target } = this.#request;
    const emit = this.#emit;
    const single = (value: Value): Field => ({ value, size: [1, 1] });
    switch (word) {
      case 'image':
        return { value: this.#toNchw(head.image, head.image.tensor), size: this.#sizeOf(head.image) };
      case 'original': {
        const value = this.#sampled ? NAMES.original : head.image.tensor;
        return { value: this.#toNchw(head.image, value), size: this.#sizeOf(head.image) };
      }
      case 'average':
        throw new CamscopeError('EXPRESSION_INVALID', 'An average over samples stands inside another expression', {
          fix: 'Make `average` the outermost word',
        });
      case 'activations':
        return { value: this.#toNchw(target, target.tensor), size: this.#sizeOf(target) };
      case 'logits':
        return single(this.#flatLogits());
      case 'score':
        return single(emit.reduceSum(emit.mul(this.#flatLogits(), NAMES.seed), [1], false));
      case 'number':
        return single(emit.scalar(parameters.value as number));
      case 'gradient': {
        const site = operands[1].word === 'image' ? head.image : target;
        return { value: this.#gradient(site, parameters.rules as RuleSetName), size: this.#sizeOf(site) };
      }
    }
    const spelling = Object.hasOwn(spellings, word) ? spellings[word] : undefined;
    if (spelling) {
      const fields = operands.map((operand) => this.field(operand));
      return { value: spelling.emit(emit, fields), size: spelling.size?.(fields) ?? broadcastSize(fields) };
    }
    throw new CamscopeError('EXPRESSION_INVALID', `No word is called '${word}'`, {
      found: `Words: ${Object.keys(spellings).join(', ')}`,
      fix: 'Build expressions with the functions of @camscope/onnx/expressions',
    });
  }

  #sizeOf(site: TensorSite): Size {
    return spatialOf(this.#request.graph.shape(site.tensor)!, site.layout);
  }

  #flatLogits(): Value {
    return this.#emit.reshape(this.#request.head.logits, [-1, this.#request.head.classes]);
  }

  #gradient(site: TensorSite, rules: RuleSetName): Value {
    const { graph, head } = this.#request;
    const rank = graph.probedShape(head.logits)!.dims.length;
    const seed = this.#emit.reshape(NAMES.seed, [-1, head.classes, ...Array.from({ length: rank - 2 }, () => 1)]);
    const gradients = differentiate({
      graph,
      output: head.logits,
      seed: rank === 2 ? NAMES.seed : seed,
      inputs: [site.tensor],
      rules: ruleSets[rules],
      emit: this.#emit,
    });
    this.approximate ||= passesApproximate(graph, site.tensor, head.logits);
    return this.#toNchw(site, gradients.get(site.tensor)!);
  }

  #toNchw({ layout }: TensorSite, value: Value): Value {
    return layout === 'NHWC' ? this.#emit.transpose(value, TO_NCHW) : value;
  }
}

function passesApproximate(graph: Graph, from: string, to: string): boolean {
  const after = descendants(graph, [from]);
  const before = ancestors(graph, [to]);
  return graph.nodes.some(
    (node) => approximateOperators.has(node.op) && after.has(node.inputs[0]) && before.has(node.outputs[0]),
  );
}
