import type { z } from 'zod';
import type { Expression } from '../expression/expression.ts';
import type { Contribution, OptionsSchema } from './contribution.ts';

/** The tensors from which a method's map is written. */
export interface ExplainerContext {
  /** The network's input, float32 [N,C,H,W]. */
  readonly image: Expression;
  /** The target layer's output, float32 [N,K,h,w], whatever the layout in the graph. */
  readonly activations: Expression;
  /** Every class's score before softmax or sigmoid, float32 [N,classes]. */
  readonly logits: Expression;
  /** The logit of the explained class, float32 [N]. */
  readonly score: Expression;
}

/**
 * A method of explanation, written as an expression for the raw map: float32 [N,1,h,w] at the target layer's
 * resolution, or [N,C,H,W] for an attribution to the input. Upsampling and normalising come afterwards.
 */
export interface Explainer<Schema extends OptionsSchema = OptionsSchema> extends Contribution<
  'explainer',
  Schema
> {
  /** `map` (the default): one map at the target layer. `attribution`: a signed number for every element of the input. */
  readonly gives?: 'map' | 'attribution';
  map(context: ExplainerContext, options: z.output<Schema>): Expression;
}
