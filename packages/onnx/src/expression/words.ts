import { CamscopeError, type Expression } from '@camscope/core';
import type { UpsampleKernel } from '../numeric/interpolation.ts';
import type { RuleSetName } from '../gradient/rule-sets.ts';
import type { Samples, Statistic } from './samples.ts';
import type { RuleSet } from '../gradient/rule-set.ts';
import { word, type Operand } from './word.ts';

// The vocabulary in which a method is written. Every value has four axes: maps are [N,K,h,w], weights [N,K,1,1], single
// maps [N,1,h,w], matrices [N,1,a,b], numbers [N,1,1,1]; operands broadcast as in NumPy. A number stands for itself.

/** An axis of maps. In a matrix, `height` runs over its rows and `width` along them. */
export type Axis = 'channels' | 'height' | 'width';
type Axes = readonly [Axis, ...Axis[]];

/** What a gradient may be taken to. */
const DIFFERENTIABLE = ['image', 'activations', 'layer', 'attention', 'biased'];

/**
 * ∂of/∂tensor, shaped like `tensor`. Of what holds a gradient it is the second gradient.
 * @param of the explained class's `score`, one of `blockScores`, or any expression with one number for each row.
 * @param tensor `activations` or `image`, one of `layers` or of `attentions`.
 * @param options.rules how to go back through each node: by a set's name, or a set of one's own (`@camscope/onnx/rules`).
 */
export function gradient(
  of: Expression,
  tensor: Expression,
  options: { rules?: RuleSetName | RuleSet } = {},
): Expression {
  if (!DIFFERENTIABLE.includes(tensor.word)) {
    throw cannot(
      `differentiate with respect to '${tensor.word}'`,
      'Use activations, image, one of layers or one of attentions',
    );
  }
  return word('gradient', [of, tensor], { rules: options.rules ?? 'standard' });
}

/** x, which gradients take for a constant. */
export const stop = (x: Expression): Expression => word('stop', [x]);
/**
 * The weights that the linear layer behind the target layer's average pool gives its channels in the explained class's score,
 * [N,K,1,1]; an error where the head is another.
 */
export const headWeights = (score: Expression): Expression => word('headWeights', [score]);

/** a + b. */
export const add = (a: Operand, b: Operand): Expression => word('add', [a, b]);
/** a − b. */
export const sub = (a: Operand, b: Operand): Expression => word('sub', [a, b]);
/** a · b, element by element. */
export const mul = (a: Operand, b: Operand): Expression => word('mul', [a, b]);
/** a / b, and 0 where b is 0. */
export const div = (a: Operand, b: Operand): Expression => word('div', [a, b]);
/** The larger of a and b. */
export const max = (a: Operand, b: Operand): Expression => word('max', [a, b]);
/** The smaller of a and b. */
export const min = (a: Operand, b: Operand): Expression => word('min', [a, b]);
/** 1 where a < b, else 0. */
export const less = (a: Operand, b: Operand): Expression => word('less', [a, b]);
/** max(x, 0). */
export const relu = (x: Operand): Expression => word('relu', [x]);
/** 1 where x > 0, else 0. */
export const positive = (x: Operand): Expression => word('positive', [x]);
/** |x|. */
export const abs = (x: Operand): Expression => word('abs', [x]);
/** eˣ. */
export const exp = (x: Operand): Expression => word('exp', [x]);
/** The natural logarithm. */
export const log = (x: Operand): Expression => word('log', [x]);
/** The square root. */
export const sqrt = (x: Operand): Expression => word('sqrt', [x]);
/** 1 / (1 + e⁻ˣ). */
export const sigmoid = (x: Operand): Expression => word('sigmoid', [x]);
/** The hyperbolic tangent. */
export const tanh = (x: Operand): Expression => word('tanh', [x]);
/** x, brought to [low, high]. */
export const clip = (x: Operand, low: number, high: number): Expression => min(max(x, low), high);

/** Sum over axes, which stay with a size of 1. */
export const sum = (x: Operand, ...axes: Axes): Expression => word('sum', [x], { axes });
/** Mean over axes, which stay with a size of 1. */
export const mean = (x: Operand, ...axes: Axes): Expression => word('mean', [x], { axes });
/** Largest over axes, which stay with a size of 1. */
export const largest = (x: Operand, ...axes: Axes): Expression => word('largest', [x], { axes });
/** Smallest over axes, which stay with a size of 1. */
export const smallest = (x: Operand, ...axes: Axes): Expression => word('smallest', [x], { axes });
/** eˣ as shares that sum to 1 over axes. */
export const softmax = (x: Operand, ...axes: Axes): Expression => word('softmax', [x], { axes });
/** Mean over height and width: [N,K,h,w] → [N,K,1,1]. */
export const spatialMean = (x: Operand): Expression => mean(x, 'height', 'width');
/** Sum over height and width: [N,K,h,w] → [N,K,1,1]. */
export const spatialSum = (x: Operand): Expression => sum(x, 'height', 'width');
/** Sum over channels: [N,K,h,w] → [N,1,h,w]. */
export const channelSum = (x: Operand): Expression => sum(x, 'channels');
/** Mean over channels: [N,K,h,w] → [N,1,h,w]. */
export const channelMean = (x: Operand): Expression => mean(x, 'channels');
/** Largest over channels: [N,K,h,w] → [N,1,h,w]. */
export const channelMax = (x: Operand): Expression => largest(x, 'channels');

/** Matrix product of the last two axes: [N,K,a,b] and [N,K,b,c] → [N,K,a,c]. */
export const matmul = (a: Expression, b: Expression): Expression => word('matmul', [a, b]);
/** Height and width exchanged: [N,K,a,b] → [N,K,b,a]. */
export const transposed = (x: Expression): Expression => word('transposed', [x]);
/** Maps as a matrix with a row each: [N,K,h,w] → [N,1,K,h·w]. */
export const flattened = (maps: Expression): Expression => word('flattened', [maps]);
/** The rows of a matrix as maps of the size of others: [N,1,K,h·w] → [N,K,h,w]. */
export const mapsLike = (matrix: Expression, maps: Expression): Expression =>
  word('mapsLike', [matrix, maps]);
/** The identity matrix that `like` can be multiplied with from the right: [N,K,a,b] → [1,1,b,b]. */
export const identity = (like: Expression): Expression => word('identity', [like]);
/**
 * A matrix projected on its first left singular vector, up to its sign: [N,1,a,b] → [N,1,1,b], by 2^squarings steps of power
 * iteration. Of the second singular vector, (σ_2/σ_1)^(2^(squarings + 1)) is left in it.
 */
export const principal = (matrix: Expression, squarings: number): Expression =>
  word('principal', [matrix], { squarings });
/** From `start` up to `end` along an axis, to its end by default. */
export const slice = (x: Expression, axis: Axis, start: number, end?: number): Expression =>
  word('slice', [x], end === undefined ? { axis, start } : { axis, start, end });

/** A matrix of tokens with 0 for the smallest share of its elements, but never for its first: what the class token reads of itself. */
export const discarded = (matrix: Expression, share: number): Expression =>
  word('discarded', [matrix], { share });
/** What a transformer's head reads of a matrix of its tokens: the row of the class token, or the mean of rows: [N,K,T,T] → [N,K,1,T]. */
export const readout = (matrix: Expression): Expression => word('readout', [matrix]);
/** Numbers for each token of a transformer as maps of its patches: [N,K,1,T] → [N,K,h,w]. */
export const tokenMaps = (tokens: Expression): Expression => word('tokenMaps', [tokens]);

/**
 * Every image's map brought to [0, 1] over all its channels and places, (x − min) / (max − min + epsilon); 0 where it is
 * constant.
 */
export const minMax = (x: Operand, epsilon = 0): Expression => word('minMax', [x], { epsilon });
/** Interpolation to the height and width of `like`; bilinear between pixel centres unless another kernel is named. */
export const upsample = (x: Operand, like: Expression, kernel: UpsampleKernel = 'bilinear'): Expression =>
  word('upsample', [x, like], { kernel });
/**
 * The mean of an expression over images near the image. Inside, every word speaks of the sampled image; `original`
 * is the image itself. Must be the outermost word: samples stream through the device in batches.
 */
export const average = (samples: Samples, of: Expression): Expression => over(samples, of, 'mean');
/** As `average`, the variance over the images in place of the mean. */
export const variance = (samples: Samples, of: Expression): Expression => over(samples, of, 'variance');
/** For every place the value that its label says: [N,1,1,S] and whole numbers below S, [1,1,h,w] → [N,1,h,w]. */
export const pick = (values: Operand, labels: Operand): Expression => word('pick', [values, labels]);
/** An input of a kind of masks. */
export const input = (name: string): Expression => word('input', [], { name });
/** The image that is explained, also where `image` is a sample near it. */
export const original: Expression = word('original');
/** From where the line of a sample begins to where it ends, shaped like the image: of samples that lie on lines. */
export const direction: Expression = word('direction');

function over(samples: Samples, of: Expression, statistic: Statistic): Expression {
  return word('average', [of], { samples, statistic });
}

function cannot(what: string, fix: string): CamscopeError {
  return new CamscopeError('EXPRESSION_INVALID', `An expression cannot ${what}`, { fix });
}
