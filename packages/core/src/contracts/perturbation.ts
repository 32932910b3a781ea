import type { Expression } from '../expression/expression.ts';

/** The tensors from which a perturbation is written. */
export interface PerturbationContext {
  /** The network's input, float32 [1,C,H,W], as it is. */
  readonly image: Expression;
  /** The target layer's output on it, float32 [1,K,h,w], however it lies in the graph. */
  readonly activations: Expression;
  /** One mask for every row of a run: [B,1,h,w] or as `Masks` says. */
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
  /** How much of the tensor is kept, from 0 to 1: an expression of `mask` that broadcasts to the tensor's shape. */
  readonly keep: Expression;
  /** What places become where nothing is kept. */
  readonly fill: Backdrop;
  /** What scores `weigh` is given; `auto` follows the network's activation. */
  readonly scoreSpace: ScoreSpace | 'auto';
  /** Backdrops shown as a whole, whose scores `weigh` asks for. They cost one forward pass each. */
  readonly references?: readonly Backdrop[];
  /** One weight for each mask of `scores.masked`, for one class. Pure. */
  weigh(scores: MaskScores): ArrayLike<number>;
}

/** Where masks come from, and what map their weights make. */
export type Masks = ActivationMasks | ChannelMasks | PlaceMasks | ComposedMasks;

/** Each channel of the target layer's output, [B,1,h,w]. The map is Σ weight · A^k at the layer's resolution. */
export interface ActivationMasks {
  readonly kind: 'activations';
  /** The most to take, those of largest standard deviation over places first (ties: lowest index); all by default. */
  readonly most?: number;
  /** Constant channels: left out, or taken, at the cost of one pass for all of them. */
  readonly constant: 'skip' | 'take';
  /** What the map adds up: the channels as they are, or each brought to [0, 1] over (max − min + epsilon). */
  readonly adds: 'activations' | { readonly normalised: { readonly epsilon: number } };
}

/** One channel of the target layer's output at a time, one-hot [B,K,1,1]. The map is Σ weight · A^k. */
export interface ChannelMasks {
  readonly kind: 'channels';
  /** As for activations. */
  readonly most?: number;
}

/** One place of the target layer's output at a time, and all of them, [B,1,h,w]. The map has each weight at its place. */
export interface PlaceMasks {
  readonly kind: 'places';
  /** The mask around a place, by offset in rows and columns: 1 at the place alone, or a Gaussian. */
  readonly spread: { readonly radius: number; at(row: number, column: number): number };
}

/**
 * Masks over the image as products of small matrices, [B,1,H,W] = rows · grid · columns; nothing as large as an image
 * is fed or kept. The map is made of the masks themselves, at the image's resolution.
 */
export interface ComposedMasks {
  readonly kind: 'composed';
  /** Tells one recipe from another: masks are the same when recipe and image size are. Leave the count out. */
  readonly recipe: Readonly<Record<string, string | number | boolean>>;
  /** `sum`: Σ weight · mask. `mean`: that, over Σ mask; 0 where no mask reaches. */
  readonly combine: 'sum' | 'mean';
  /** The masks over an image of that size. */
  over(height: number, width: number): MaskComposition;
}

export interface MaskComposition {
  readonly count: number;
  /** Shape [s,t] of every grid. */
  readonly grid: readonly [number, number];
  /** Matrices [H,s] and [t,W], row-major, among which masks choose. */
  readonly rows: readonly Float32Array[];
  readonly columns: readonly Float32Array[];
  /** Mask `index`, always the same: its grid, and which of `rows` and `columns`. The first masks stay the first when there are more. */
  mask(index: number): { readonly grid: Float32Array; readonly row: number; readonly column: number };
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
  | { readonly kind: 'below'; readonly by: number };

/** What the scores of classes are: logits, probabilities, or the softmax of what the network's activation gives. */
export const scoreSpaces = ['logit', 'sigmoid', 'softmax', 'softmax-of-probabilities'] as const;
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
