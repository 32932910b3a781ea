import type { Expression } from '../expression/expression.ts';
import type { Masks, TakenMasks } from './masks.ts';

/** The tensors from which a perturbation is written. */
export interface PerturbationContext {
  /** The network's input, float32 [1,C,H,W], as it is. */
  readonly image: Expression;
  /** The target layer's output on it, float32 [1,K,h,w], however it lies in the graph. */
  readonly activations: Expression;
  /** One mask for every row of a run: [B,1,h,w], or as the kind of masks says. */
  readonly mask: Expression;
}

/**
 * A perturbation: the network is run on copies of one tensor, each shown through a mask, and its scores weigh the
 * masks. `shown = keep ∘ tensor + (1 − keep) ∘ fill`. Masks do not depend on the class, so one row of logits for each
 * mask serves every class, every score space and every way of weighing.
 */
export interface Perturbation {
  readonly masks: Masks;
  /** What is masked: the network's input, or the target layer's output, behind which only the head runs again. */
  readonly of: 'image' | 'activations';
  /**
   * How much of the tensor is kept, as a rule from 0 to 1: an expression of `mask`, and of what else the kind of masks is
   * fed, that broadcasts to the tensor's shape.
   */
  readonly keep: Expression;
  /** What places become where nothing is kept. */
  readonly fill: Backdrop;
  /** What scores `weigh` is given; `auto` follows the network's activation. */
  readonly scoreSpace: ScoreSpace | 'auto';
  /** Backdrops shown as a whole, whose scores `weigh` asks for. They cost one forward pass each. */
  readonly references?: readonly Backdrop[];
  /** One weight for each of `masks.parts`, for one class. Pure. */
  weigh(scores: MaskScores, masks: TakenMasks): ArrayLike<number>;
}

/** A tensor in place of another, of the same shape. */
export type Backdrop =
  /** The tensor itself. */
  | { readonly kind: 'image' }
  /** One number everywhere, in units of the tensor; 0 is the mean grey of a normalised image, not black. */
  | { readonly kind: 'value'; readonly value: number }
  /** What black becomes in preprocessing; of an image only. */
  | { readonly kind: 'black' }
  /** Every channel's mean over places. */
  | { readonly kind: 'mean' }
  /** The tensor blurred by a Gaussian of that standard deviation in its own pixels, edges continued, cut at 4 sigma. */
  | { readonly kind: 'blur'; readonly sigma: number }
  /** The tensor's lowest value less `by`; 0 where the lowest value is 0. */
  | { readonly kind: 'below'; readonly by: number }
  /** The mean of each part, in each channel; of kinds of masks that say what it is. */
  | { readonly kind: 'parts' };

export const scoreSpaces = ['logit', 'sigmoid', 'softmax', 'softmax-of-probabilities'] as const;
/** What the scores of classes are: logits, probabilities, or the softmax of what the network's activation gives. */
export type ScoreSpace = (typeof scoreSpaces)[number];

/** One class's scores, in the score space asked for. */
export interface MaskScores {
  /** For every mask taken, in order of its index; masks that are equal have been run once. */
  readonly masked: Float64Array;
  /** Of the image as it is. */
  readonly image: number;
  /** Of `references`, in their order. */
  readonly references: readonly number[];
}
