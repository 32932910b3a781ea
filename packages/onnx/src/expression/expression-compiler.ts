import { CamscopeError, type Expression, type Head, type TensorSite } from '@camscope/core';
import type { Draft } from '../edit/draft.ts';
import type { Emitter, Value } from '../edit/emitter.ts';
import { approximateOperators, ruleSets, type RuleSetName } from '../gradient/rule-sets.ts';
import type { RuleSet } from '../gradient/rule-set.ts';
import { differentiate } from '../gradient/differentiate.ts';
import { grownGraph } from '../gradient/grown-graph.ts';
import type { Rows } from '../gradient/rows.ts';
import type { ImageRange } from '../gradient/rule.ts';
import type { Graph } from '../graph/graph.ts';
import { ancestors, carriesGradient, descendants } from '../graph/reach.ts';
import { biasesOf, type BiasSite } from '../locate/biases.ts';
import { linearHead } from '../locate/linear-head.ts';
import { readTokens } from '../locate/read-tokens.ts';
import { arrangementOf, mapsShapeAt } from '../site/arrangement-of.ts';
import { misfit, SINGLE, type Field } from './field.ts';
import { NAMES } from './names.ts';
import { hasOneDirection, type Samples } from './samples.ts';
import { tokenWords, withoutTokens } from './token-words.ts';
import { WordCompiler } from './word-compiler.ts';

/** What the leaves of expressions stand for. */
export interface Leaves {
  /** Where everything is appended. */
  readonly draft: Draft;
  /** Probed. */
  readonly graph: Graph;
  readonly head: Head;
  /** Where `layers` are taken; the first is that of `activations`. */
  readonly targets: readonly TensorSite[];
  /** The attention matrices of the graph. */
  readonly attentions: readonly TensorSite[];
  /** Logits that the head makes of each block's own tokens, where an expression asks for them. */
  readonly blockLogits: readonly Value[];
  /** Weights of the logits in the explained score of each row, float32 [R,classes]. */
  readonly seed: Value;
  /** The image that is explained, where the network sees samples near it. */
  readonly original?: Value;
  /** How samples are made, where the network sees them. */
  readonly samples?: Samples;
  readonly rows: Rows;
  readonly imageRange?: ImageRange;
}

/** Turns expressions into values of the graph; each subexpression once. */
export class ExpressionCompiler {
  approximate = false;
  readonly #leaves: Leaves;
  readonly #emit: Emitter;
  readonly #words: WordCompiler;
  /** Gradients to tensors that are asked for together, by those and the rules. */
  readonly #shared = new Map<unknown, Map<unknown, ReadonlyMap<Value, Value>>>();
  #found: readonly BiasSite[] | undefined;
  #biasSites: readonly TensorSite[] | undefined;
  readonly #stopped = new Set<Value>();

  constructor(leaves: Leaves, emit: Emitter) {
    this.#leaves = leaves;
    this.#emit = emit;
    this.#words = new WordCompiler(emit, (expression) => this.#leaf(expression), leaves.rows);
  }

  field(expression: Expression): Field {
    return this.#words.field(expression);
  }

  #leaf({ word, operands, parameters }: Expression): Field | undefined {
    const { head, rows, seed, original } = this.#leaves;
    const emit = this.#emit;
    switch (word) {
      case 'original':
        if (original === undefined) return this.#valueAt(head.image);
        return { value: this.#maps(head.image, original), shape: this.#shapeOf(head.image) };
      case 'direction':
        return this.#direction();
      case 'average':
        throw new CamscopeError('EXPRESSION_INVALID', 'An average over samples is not the outermost word', {
          fix: 'Write what is averaged inside `average`',
        });
      case 'logits': {
        const value = emit.reshape(rows.items(head.logits), [-1, head.classes, 1, 1]);
        return { value, shape: [head.classes, 1, 1], per: 'image' };
      }
      case 'score': {
        const logits = rows.repeat(emit.reshape(rows.items(head.logits), [-1, head.classes]));
        const score = emit.reduceSum(emit.mul(logits, seed), [1]);
        return { value: emit.reshape(score, [-1, ...SINGLE]), shape: SINGLE, per: 'row' };
      }
      case 'headWeights':
        return this.#headWeights();
      case 'bias':
        return this.#bias(parameters.place as number);
      case 'gradient': {
        const site = this.#site(operands[1])!;
        const rules = this.#ruleSet(parameters.rules);
        const [of] = operands;
        const direct = of.word === 'score' || of.word === 'blockScore';
        const value = direct ? this.#gradient(of, site, rules) : this.#gradientOf(of, site, rules);
        return { value, shape: this.#shapeOf(site), per: 'row' };
      }
      case 'stop': {
        const field = this.field(operands[0]);
        const value = emit.node('Identity', [field.value]);
        this.#stopped.add(value);
        return { ...field, value };
      }
    }
    if (Object.hasOwn(tokenWords, word)) return this.#ofTokens(word, operands[0]);
    const site = this.#site({ word, operands, parameters });
    return site && this.#valueAt(site);
  }

  #ofTokens(word: string, operand: Expression): Field {
    const { graph, head } = this.#leaves;
    const tokens = readTokens(graph, head.logits);
    if (!tokens) throw withoutTokens(word);
    return tokenWords[word](this.#emit, this.field(operand), tokens);
  }

  /** The tensor of the network that a word stands for, if it does. */
  #site({ word, parameters }: Expression): TensorSite | undefined {
    const { head, targets, attentions } = this.#leaves;
    const place = parameters.place as number;
    switch (word) {
      case 'image':
        return head.image;
      case 'activations':
        return targets[0];
      case 'layer':
        return targets[place];
      case 'attention':
        return attentions[place];
      case 'biased':
        return this.#biases()[place].site;
    }
    return undefined;
  }

  #valueAt(site: TensorSite): Field {
    const value = this.#leaves.rows.items(site.tensor);
    return { value: this.#maps(site, value), shape: this.#shapeOf(site), per: 'image' };
  }

  #direction(): Field {
    const { head, samples } = this.#leaves;
    if (!samples || (samples.kind === 'noise' && !samples.line)) {
      throw new CamscopeError('EXPRESSION_INVALID', 'There is no line that has a direction', {
        fix: 'Write `direction` inside `average`, over samples that lie on lines',
      });
    }
    const value = this.#maps(head.image, NAMES.direction);
    return { value, shape: this.#shapeOf(head.image), per: hasOneDirection(samples) ? undefined : 'image' };
  }

  #shapeOf(site: TensorSite) {
    return mapsShapeAt(this.#leaves.graph, site);
  }

  #headWeights(): Field {
    const { graph, head, targets, seed } = this.#leaves;
    const { weights, classIs } = linearHead(graph, targets[0], head.logits, head.classes);
    const emit = this.#emit;
    const [channels] = this.#shapeOf(targets[0]);
    const byClass =
      classIs === 'row' ? emit.reshape(weights, [head.classes, channels]) : emit.transpose(weights, [1, 0]);
    const value = emit.reshape(emit.matMul(seed, byClass), [-1, channels, 1, 1]);
    return { value, shape: [channels, 1, 1], per: 'row' };
  }

  #biases(): readonly BiasSite[] {
    return (this.#found ??= biasesOf(this.#leaves.graph, this.#leaves.head.logits));
  }

  #bias(place: number): Field {
    const { site, emit } = this.#biases()[place];
    const [channels] = this.#shapeOf(site);
    return { value: emit(this.#emit), shape: [channels, 1, 1] };
  }

  #gradient(of: Expression, site: TensorSite, rules: RuleSet): Value {
    const { head, blockLogits } = this.#leaves;
    const isOfBlock = of.word === 'blockScore';
    const output = isOfBlock ? blockLogits[of.parameters.place as number] : head.logits;
    this.approximate ||= passesApproximate(this.#leaves.graph, site.tensor, output);
    const together = isOfBlock ? undefined : this.#askedWith(site);
    if (!together) return this.#maps(site, this.#gradients(output, [site], rules).get(site.tensor)!);
    const known = this.#shared.get(rules) ?? new Map<unknown, ReadonlyMap<Value, Value>>();
    const gradients = known.get(together) ?? this.#gradients(output, together, rules);
    this.#shared.set(rules, known.set(together, gradients));
    return this.#maps(site, gradients.get(site.tensor)!);
  }

  /** Tensors to which one way back leads as well: all attention, all biases. */
  #askedWith(site: TensorSite): readonly TensorSite[] | undefined {
    const { attentions } = this.#leaves;
    if (attentions.includes(site)) return attentions;
    const biased = this.#found?.some((bias) => bias.site === site);
    return biased ? (this.#biasSites ??= this.#biases().map((bias) => bias.site)) : undefined;
  }

  #gradients(output: Value, sites: readonly TensorSite[], rules: RuleSet): Map<Value, Value> {
    const { graph, head, seed, rows, imageRange } = this.#leaves;
    // Logits may have trailing axes of size 1, as a 1×1 convolution leaves them.
    const trailing = graph.probedShape(head.logits)!.dims.slice(2);
    return differentiate({
      graph,
      output,
      seed: trailing.length === 0 ? seed : this.#emit.reshape(seed, [-1, head.classes, ...trailing]),
      inputs: sites.map(({ tensor }) => tensor),
      rules,
      emit: this.#emit,
      rows,
      imageRange,
    });
  }

  /** Differentiates what has been appended together with the network itself. */
  #gradientOf(of: Expression, site: TensorSite, rules: RuleSet): Value {
    const { graph, draft, rows } = this.#leaves;
    const emit = this.#emit;
    const field = this.field(of);
    if (field.shape.some((size) => size !== 1))
      throw misfit('gradient', [field], 'Differentiate one number for each row, such as a sum over all axes');
    if (rows.compares) {
      throw new CamscopeError(
        'EXPRESSION_INVALID',
        'No second gradient can be taken where images are compared',
        {
          fix: 'Take the gradient of the score',
        },
      );
    }
    const output = field.per === 'image' ? rows.repeat(field.value) : field.value;
    const grown = grownGraph(graph, draft, rows.index, this.#stopped);
    const zero = emit.mul(output, emit.scalar(0));
    // What does not hang on the tensor, or nowhere smoothly, has a gradient of 0: the second one of a linear head.
    if (!descendants(grown.graph, [site.tensor], carriesGradient).has(output))
      return emit.mul(this.#maps(site, rows.read(site.tensor)), zero);
    const gradients = differentiate({
      graph: grown.graph,
      output,
      seed: emit.add(zero, emit.scalar(1)),
      inputs: [site.tensor],
      rules,
      emit,
      rows: rows.over(grown),
    });
    return this.#maps(site, gradients.get(site.tensor)!);
  }

  #ruleSet(named: unknown): RuleSet {
    const set = typeof named === 'string' ? ruleSets[named as RuleSetName] : (named as RuleSet);
    if (!set.compares || this.#leaves.samples) return set;
    throw new CamscopeError('EXPRESSION_INVALID', `Rules of ${set.name} compare images, and there is one`, {
      fix: 'Write the gradient inside `average`, over what the image is compared with',
    });
  }

  #maps({ view }: TensorSite, value: Value): Value {
    return arrangementOf(view).emitMaps(this.#emit, value);
  }
}

function passesApproximate(graph: Graph, from: string, to: string): boolean {
  const after = descendants(graph, [from]);
  const before = ancestors(graph, [to]);
  return graph.nodes.some(
    (node) => approximateOperators.has(node.op) && after.has(node.inputs[0]) && before.has(node.outputs[0]),
  );
}
