import type { z } from 'zod';
import type { Expression } from '../expression/expression.ts';
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
}

/** A method that asks the network again and again, with parts of a tensor masked. */
export interface PerturbationExplainer<
  Schema extends OptionsSchema = OptionsSchema,
> extends Explaining<Schema> {
  perturb(context: PerturbationContext, options: z.output<Schema>): Perturbation;
  readonly map?: undefined;
  readonly layers?: undefined;
}

/** A method of explanation. */
export type Explainer<Schema extends OptionsSchema = OptionsSchema> =
  ExpressionExplainer<Schema> | PerturbationExplainer<Schema>;
