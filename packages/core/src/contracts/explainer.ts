import type { z } from 'zod';
import type { Expression } from '../expression/expression.ts';
import type { FloatTensor } from '../values/tensor.ts';
import type { Combination } from './combination.ts';
import type { Contribution, OptionsSchema } from './contribution.ts';
import type { Perturbation, PerturbationContext } from './perturbation.ts';

/** The tensors of a network from which a method's map is written. */
export interface ExplainerContext {
  /** The network's input, float32 [N,C,H,W]. */
  readonly image: Expression;
  /** The target layer's output, float32 [N,K,h,w], however it lies in the graph; the first, where there are several together. */
  readonly activations: Expression;
  /** The outputs of all target layers as they were named, float32 [N,K,h,w]: `activations` alone but for `layers: 'together'`. */
  readonly layers: readonly Expression[];
  /**
   * The attention of every block of a transformer in order, float32 [N,heads,T,T]: a row for each query.
   * @throws CamscopeError MODEL_UNSUPPORTED for a network in which none is found.
   */
  readonly attentions: readonly Expression[];
  /** The logit of the explained class that the head makes of each block's own tokens, float32 [N,1,1,1]: to be differentiated. */
  readonly blockScores: readonly Expression[];
  /** The biases of convolutions and batch norms, float32 [1,C,1,1], and what each is added to make, [N,C,h,w]; in graph order. */
  readonly biases: readonly { readonly bias: Expression; readonly output: Expression }[];
  /** Every class's score before softmax or sigmoid, float32 [N,classes,1,1]. */
  readonly logits: Expression;
  /** The logit of the explained class, float32 [N,1,1,1]. */
  readonly score: Expression;
}

interface Explaining<Schema extends OptionsSchema> extends Contribution<'explainer', Schema> {
  /** `map` (the default): one map. `attribution`: a signed number for every element of the input. */
  readonly gives?: 'map' | 'attribution';
  /** How its maps are finished unless the user or a preset says otherwise: values of the options of finishing. */
  finish?(options: z.output<Schema>): Readonly<Record<string, unknown>>;
}

/**
 * A method written as an expression for the raw map: float32 [N,1,h,w] at the target layer's resolution, or [N,C,H,W]
 * for an attribution to the input. Upsampling and normalising come afterwards.
 */
export interface ExpressionExplainer<
  Schema extends OptionsSchema = OptionsSchema,
> extends Explaining<Schema> {
  map(context: ExplainerContext, options: z.output<Schema>): Expression;
  /** `apart` (the default): each target layer has a map, which are joined afterwards. `together`: the method takes all of them. */
  readonly layers?: 'apart' | 'together';
  readonly perturb?: undefined;
  readonly host?: undefined;
  readonly combine?: undefined;
}

/** A method that asks the network again and again, with parts of a tensor masked. */
export interface PerturbationExplainer<
  Schema extends OptionsSchema = OptionsSchema,
> extends Explaining<Schema> {
  perturb(context: PerturbationContext, options: z.output<Schema>): Perturbation;
  readonly map?: undefined;
  readonly layers?: undefined;
  readonly host?: undefined;
  readonly combine?: undefined;
}

/** What the network says of an image: the fetched values, float32 without the batch, and every class's logit. */
export type HostAnswer<Names extends string = string> = Readonly<Record<Names, FloatTensor>> & {
  readonly logits: Float32Array;
};

/** What a host method is given of an image and the class that is explained on it. */
export type HostGiven<Names extends string = string> = HostAnswer<Names> & {
  /** float32 [C,H,W] */
  readonly image: FloatTensor;
  readonly target: number;
  /**
   * What the network says of other images [C,H,W], for the same class: each goes through it once, in batches.
   * @throws CamscopeError RUNTIME_FAILED, NOT_FINITE, INTERRUPTED.
   */
  ask(images: readonly FloatTensor[]): Promise<HostAnswer<Names>[]>;
};

/**
 * A method whose last steps no graph can take: a pure function, outside of the network's graph, of values that are fetched from it.
 * With several target layers it takes all of them, or says that it takes one.
 */
export interface HostExplainer<
  Schema extends OptionsSchema = OptionsSchema,
  Names extends string = 'activations' | 'gradients',
> extends Explaining<Schema> {
  /** What is computed in the graph, by names; by default the `activations` of the target layer and the score's `gradients` there. */
  fetch?(context: ExplainerContext, options: z.output<Schema>): Readonly<Record<Names, Expression>>;
  /** The raw map: float32 [1,h,w], or [C,H,W] for an attribution. */
  host(given: HostGiven<Names>, options: z.output<Schema>): FloatTensor | Promise<FloatTensor>;
  /** `together`: it takes all target layers; else one. */
  readonly layers?: 'apart' | 'together';
  readonly map?: undefined;
  readonly perturb?: undefined;
  readonly combine?: undefined;
}

/** A method that is made of others. */
export interface CombinedExplainer<Schema extends OptionsSchema = OptionsSchema> extends Explaining<Schema> {
  combine(options: z.output<Schema>): Combination;
  /** How many methods it is made of: one, or two and more. */
  readonly takes: 'one' | 'many';
  /** What it is made of; absent until that has been chosen, see `combined`. */
  readonly of?: readonly InnerMethod[];
  readonly map?: undefined;
  readonly perturb?: undefined;
  readonly layers?: undefined;
  readonly host?: undefined;
}

/** A method inside of another. */
export interface InnerMethod {
  readonly explainer: Explainer;
  /** As the explainer takes them. */
  readonly options: Record<string, unknown>;
  /** How its maps are finished, by its preset or by itself: values of the options of finishing. */
  readonly map?: Readonly<Record<string, unknown>>;
}

/** A method of explanation. */
export type Explainer<Schema extends OptionsSchema = OptionsSchema> =
  | ExpressionExplainer<Schema>
  | PerturbationExplainer<Schema>
  | HostExplainer<Schema, string>
  | CombinedExplainer<Schema>;
