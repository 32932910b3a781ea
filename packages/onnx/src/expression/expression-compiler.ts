import { CamscopeError, type Expression, type Head, type TensorSite } from '@camscope/core';
import type { Emitter, Value } from '../edit/emitter.ts';
import { approximateOperators, ruleSets, type RuleSetName } from '../gradient/rule-sets.ts';
import { differentiate } from '../gradient/differentiate.ts';
import type { Rows } from '../gradient/rows.ts';
import type { Graph } from '../graph/graph.ts';
import { ancestors, descendants } from '../graph/reach.ts';
import { arrangementOf, sizeAt } from '../site/arrangement-of.ts';
import type { Field, Size } from './emit-words.ts';
import { WordCompiler } from './word-compiler.ts';

/** What the leaves of expressions stand for. */
export interface Leaves {
  /** Probed. */
  readonly graph: Graph;
  readonly head: Head;
  /** Where `activations` are taken. */
  readonly target: TensorSite;
  /** Weights of the logits in the explained score of each row, float32 [R,classes]. */
  readonly seed: Value;
  /** The image that is explained, where the network sees samples near it. */
  readonly original?: Value;
  readonly rows: Rows;
}

/** Turns expressions into values of the graph; each subexpression once. */
export class ExpressionCompiler {
  approximate = false;
  readonly #leaves: Leaves;
  readonly #emit: Emitter;
  readonly #words: WordCompiler;

  constructor(leaves: Leaves, emit: Emitter) {
    this.#leaves = leaves;
    this.#emit = emit;
    this.#words = new WordCompiler(emit, (expression) => this.#leaf(expression), leaves.rows);
  }

  field(expression: Expression): Field {
    return this.#words.field(expression);
  }

  #leaf({ word, operands, parameters }: Expression): Field | undefined {
    const { head, target, rows, seed, original } = this.#leaves;
    const emit = this.#emit;
    const ofImage = (site: TensorSite): Field => ({
      value: this.#maps(site, site.tensor),
      size: this.#sizeOf(site),
      per: 'image',
    });
    switch (word) {
      case 'image':
        return ofImage(head.image);
      case 'original':
        if (original === undefined) return ofImage(head.image);
        return { value: this.#maps(head.image, original), size: this.#sizeOf(head.image) };
      case 'average':
        throw new CamscopeError('EXPRESSION_INVALID', 'An average over samples is not the outermost word', {
          fix: 'Write what is averaged inside `average`',
        });
      case 'activations':
        return ofImage(target);
      case 'logits':
        return { value: this.#flatLogits(), size: [1, 1], per: 'image' };
      case 'score': {
        const logits = rows.repeat(this.#flatLogits());
        return { value: emit.reduceSum(emit.mul(logits, seed), [1], false), size: [1, 1], per: 'row' };
      }
      case 'gradient': {
        const site = operands[1].word === 'image' ? head.image : target;
        const value = this.#gradient(site, parameters.rules as RuleSetName);
        return { value, size: this.#sizeOf(site), per: 'row' };
      }
    }
    return undefined;
  }

  #sizeOf(site: TensorSite): Size {
    return sizeAt(this.#leaves.graph, site);
  }

  #flatLogits(): Value {
    return this.#emit.reshape(this.#leaves.head.logits, [-1, this.#leaves.head.classes]);
  }

  #gradient(site: TensorSite, rules: RuleSetName): Value {
    const { graph, head } = this.#leaves;
    // Logits may have trailing axes of size 1, as a 1×1 convolution leaves them.
    const trailing = graph.probedShape(head.logits)!.dims.slice(2);
    const { seed, rows } = this.#leaves;
    const gradients = differentiate({
      graph,
      output: head.logits,
      seed: trailing.length === 0 ? seed : this.#emit.reshape(seed, [-1, head.classes, ...trailing]),
      inputs: [site.tensor],
      rules: ruleSets[rules],
      emit: this.#emit,
      rows,
    });
    this.approximate ||= passesApproximate(graph, site.tensor, head.logits);
    return this.#maps(site, gradients.get(site.tensor)!);
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
