import { subexpressions, type CombinedScore, type Expression } from '@camscope/core';
import { fieldOf, filled, placewise, single, type Field } from './field.ts';
import { chosenOf, type SmallNetwork } from './networks.ts';
import { meanings, total } from './words.ts';

/** What an expression speaks of. */
export interface Subject {
  readonly network: SmallNetwork;
  readonly target: number;
  readonly image: Field;
  /** What is explained in place of the logit. */
  readonly score?: CombinedScore;
  /** The image that `image` is a sample near of. */
  readonly original?: Field;
  readonly direction?: Field;
  readonly mask?: Field;
  /** Of a kind of masks, by name. */
  readonly inputs?: Readonly<Record<string, Field>>;
}

/** Tensors that are other than the image makes them. */
type Moved = Readonly<Partial<Record<'biased' | 'activations', Field>>>;

/** Steps of central differences: small, since a ReLU must not be crossed; larger, where differences are differentiated. */
const STEP = 1e-6;
const STEP_OF_GRADIENTS = 1e-4;

/** Evaluates expressions in float64, gradients by central differences: slowly, and by no part of what compiles them. */
export class Evaluator {
  readonly #subject: Subject;
  readonly #moved: Moved;
  /** As it was before differences were taken. */
  readonly #root: Evaluator;
  readonly #known = new Map<Expression, Field>();

  constructor(subject: Subject, moved: Moved = {}, root?: Evaluator) {
    this.#subject = subject;
    this.#moved = moved;
    this.#root = root ?? this;
  }

  /** [C,h,w]. @throws Error for a word of transformers, a rule set, or samples inside of an expression. */
  value(expression: Expression): Field {
    let value = this.#known.get(expression);
    if (!value) this.#known.set(expression, (value = this.#evaluate(expression)));
    return value;
  }

  #evaluate({ word, operands, parameters }: Expression): Field {
    if (Object.hasOwn(this.#leaves, word)) return this.#leaves[word](operands, parameters);
    if (Object.hasOwn(meanings, word))
      return meanings[word](
        operands.map((operand) => this.value(operand)),
        parameters,
      );
    throw new Error(`'${word}' cannot be evaluated on a small CNN: give the maps as 'expected'`);
  }

  readonly #leaves: Readonly<
    Record<string, (operands: readonly Expression[], parameters: Expression['parameters']) => Field>
  > = {
    image: () => this.#subject.image,
    original: () => this.#subject.original ?? this.#subject.image,
    direction: () => this.#given(this.#subject.direction, 'direction'),
    mask: () => this.#given(this.#subject.mask, 'mask'),
    input: (_, { name }) => this.#given(this.#subject.inputs?.[name as string], String(name)),
    bias: () => this.#subject.network.bias,
    biased: () => this.#biased(),
    activations: () => this.#activations(),
    logits: () => this.#logits(),
    score: () => this.#score(),
    stop: ([x]) => this.#root.value(x),
    headWeights: ([score]) => this.#headWeights(score),
    gradient: ([of, tensor], { rules }) => this.#gradient(of, tensor, rules),
  };

  #given(value: Field | undefined, word: string): Field {
    if (value) return value;
    throw new Error(`'${word}' means nothing here`);
  }

  #biased(): Field {
    return this.#moved.biased ?? this.#subject.network.convolved(this.#subject.image);
  }

  #activations(): Field {
    return this.#moved.activations ?? placewise((x) => Math.max(x, 0), this.#biased());
  }

  #logits(): Field {
    return this.#subject.network.logits(this.#activations());
  }

  #score(): Field {
    const { score, target } = this.#subject;
    const logits = this.#logits();
    if (!score) return single(logits.data[target]);
    // The weights of logits are no part of what is differentiated.
    const leaves = { logits: this.#root.#logits(), chosen: chosenOf(target) };
    const weights = valueOf(score.weights({ logits: leaf('logits'), chosen: leaf('chosen') }), leaves);
    return single(total([...weights.data].map((weight, c) => weight * logits.data[c])));
  }

  #headWeights(score: Expression): Field {
    const { network } = this.#subject;
    if (!network.hasPool) throw new Error("'headWeights' is of a linear layer behind a pool");
    const { dims, data } = this.#gradient(score, leaf('activations'), 'standard');
    const places = dims[1] * dims[2];
    return filled([dims[0], 1, 1], (k) => data[k * places] * places);
  }

  #gradient(of: Expression, { word }: Expression, rules: unknown): Field {
    if (rules !== 'standard')
      throw new Error("rules other than calculus have no differences: give the maps as 'expected'");
    const at = { image: this.#subject.image, biased: this.#biased(), activations: this.#activations() };
    if (!Object.hasOwn(at, word))
      throw new Error(`'${word}' cannot be moved on a small CNN: give the maps as 'expected'`);
    const tensor = at[word as keyof typeof at];
    const holdsGradient = [...subexpressions(of)].some((one) => one.word === 'gradient');
    const size = holdsGradient ? STEP_OF_GRADIENTS : STEP;
    const scoreAt = (place: number, step: number) => {
      const data = tensor.data.slice();
      data[place] += step;
      return this.#with(word, { dims: tensor.dims, data }).value(of).data[0];
    };
    const slopes = tensor.data.map((_, i) => (scoreAt(i, size) - scoreAt(i, -size)) / (2 * size));
    return fieldOf(slopes, tensor.dims);
  }

  /** The same, with one tensor exchanged, and what hangs on it. */
  #with(word: string, value: Field): Evaluator {
    const { original = this.#subject.image } = this.#subject;
    if (word === 'image') return new Evaluator({ ...this.#subject, image: value, original }, {}, this.#root);
    const moved = word === 'biased' ? { biased: value } : { ...this.#moved, activations: value };
    return new Evaluator(this.#subject, moved, this.#root);
  }
}

function leaf(word: string): Expression {
  return { word, operands: [], parameters: {} };
}

/** An expression of arithmetic alone. */
function valueOf({ word, operands, parameters }: Expression, leaves: Readonly<Record<string, Field>>): Field {
  if (Object.hasOwn(leaves, word)) return leaves[word];
  return meanings[word](
    operands.map((operand) => valueOf(operand, leaves)),
    parameters,
  );
}
