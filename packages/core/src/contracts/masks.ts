import type { Expression } from '../expression/expression.ts';
import type { Scratch } from '../values/scratch.ts';
import type { FloatTensor } from '../values/tensor.ts';

/**
 * A kind of masks: what a run of them is fed, what mask the network makes of that, which masks an image has, and what map
 * weights make. Nobody else knows one kind from another.
 */
export interface Masks {
  /** Whether the masks of an image hang on what the target layer makes of it. */
  readonly ofActivations: boolean;
  /** What a run of masks is fed, by name. */
  inputs(sizes: MaskSizes): Readonly<Record<string, MaskInput>>;
  /** The masks of a run, [B,1,h,w] or what broadcasts to it, as an expression of those inputs. */
  mask(inputs: Readonly<Record<string, Expression>>): Expression;
  /** The masks of one image. Also asked of an image of zeros, to try how many run together. */
  over(image: MaskedImage): MaskSet;
  /**
   * What tells masks that are taken from others, beside the image; told as JSON.
   * @param budget the most that are taken.
   */
  identity(sizes: MaskSizes, budget: number): unknown;
}

/** A tensor [B,…] of a run of masks, or [1,…] that all of an image share. */
export interface MaskInput {
  /** Behind the first axis; an axis that hangs on the image has a name. */
  readonly shape: readonly [number | string, number | string, number | string];
  readonly shared?: boolean;
}

/** What is known of every image. */
export interface MaskSizes {
  /** Channels, height and width of the network's input. */
  readonly image: readonly [number, number, number];
  /** Those of the target layer's output. */
  readonly activations: readonly [number, number, number];
}

/** What the masks of an image may hang on. */
export interface MaskedImage {
  readonly sizes: MaskSizes;
  /** The network's input, float32 [C,H,W]. */
  image(): FloatTensor;
  /** The target layer's output, float32 [K,h,w]; asked for by kinds that are `ofActivations`. */
  activations(): FloatTensor;
  /** What hidden places become, shaped like the image. @param parts the means of parts, where that is what they become. */
  fill(parts: (maps: FloatTensor) => FloatTensor): FloatTensor;
  /** The most masks that are taken; Infinity where nobody set a budget. */
  readonly budget: number;
}

/** The masks of one image. */
export interface MaskSet {
  readonly count: number;
  /** Those that a map may take, the most telling first. */
  readonly order: ArrayLike<number> & Iterable<number>;
  /** Constant channels of the target layer among them. */
  readonly constant: number;
  /** Masks equal to another before them, constant ones not counted. */
  readonly duplicates: number;
  /**
   * The most of `order` that a map is made of.
   * @throws CamscopeError CONFIG_INVALID where the budget allows for too few.
   */
  taken(budget: number): number;
  /** The mask that is run in place of a mask: itself, or the first that is equal. */
  rowOf(mask: number): number;
  /** The inputs that all masks share. */
  readonly shared?: Readonly<Record<string, FloatTensor>>;
  /** The other inputs for a run of these masks, in memory of the scratch. */
  feeds(masks: readonly number[], scratch: Scratch): Readonly<Record<string, FloatTensor>>;
  /** What weights count, where that is not the masks. */
  readonly parts?: MaskParts;
  /** Sum over places of the absolute value that a mask adds to a map, for a weight of 1; 1 where that is not said. */
  mass?(mask: number): number;
  /** The maps [1,h,w] of lists of weights: one for each of `masks` or, where there are `parts`, one for each of them. */
  maps(masks: readonly number[], weights: readonly ArrayLike<number>[]): FloatTensor[];
  /** What 'parts' fills with, of the masked tensor's maps [C,h,w]: the mean of each part. */
  fill?(maps: FloatTensor): FloatTensor;
}

/** What masks are made of: cells of a grid, segments of an image. */
export interface MaskParts {
  readonly count: number;
  /** How much a mask keeps of each part, from 0 to 1, [count]. */
  kept(mask: number): ArrayLike<number>;
  /** Of parts of the image: the sum over channels and pixels of each of (image − fill)², [count]. */
  changed?(): ArrayLike<number>;
}

/** The masks that scores are of. */
export interface TakenMasks {
  /** The index of each in its set, ascending. */
  readonly indices: readonly number[];
  /** What weights count; where a kind has no parts, each of the masks is one. */
  readonly parts: MaskParts;
}
