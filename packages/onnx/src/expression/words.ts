import {
  CamscopeError,
  type ExplainerContext,
  type Expression,
  type PerturbationContext,
} from '@camscope/core';
import type { UpsampleKernel } from '../numeric/interpolation.ts';
import type { RuleSetName } from '../gradient/rule-sets.ts';
import type { Samples } from './samples.ts';

// The vocabulary in which a method is written. Shapes: maps are [N,K,h,w], weights [N,K,1,1], single maps [N,1,h,w];
// operands broadcast as in NumPy. A number stands for itself.

/** An expression, or a number. */
export type Operand = Expression | number;

/** The tensors that an expression is written from. */
export const context: ExplainerContext = {
  image: word('image'),
  activations: word('activations'),
  logits: word('logits'),
  score: word('score'),
};

/** The tensors that a perturbation is written from. */
export const perturbationContext: PerturbationContext = {
  image: context.image,
  activations: context.activations,
  mask: word('mask'),
};

/**
 * ∂score/∂tensor, shaped like `tensor`.
 * @param score the explained class's `score`.
 * @param tensor `activations` or `image`.
 */
export function gradient(
  score: Expression,
  tensor: Expression,
  options: { rules?: RuleSetName } = {},
): Expression {
  if (score.word !== 'score') throw cannot(`differentiate '${score.word}'`, 'Differentiate the score');
  if (tensor.word !== 'activations' && tensor.word !== 'image') {
    throw cannot(`differentiate with respect to '${tensor.word}'`, 'Use activations or image');
  }
  return word('gradient', [score, tensor], { rules: options.rules ?? 'standard' });
}

/** a + b. */
export const add = (a: Operand, b: Operand): Expression => word('add', [a, b]);
/** a − b. */
export const sub = (a: Operand, b: Operand): Expression => word('sub', [a, b]);
/** a · b, element by element. */
export const mul = (a: Operand, b: Operand): Expression => word('mul', [a, b]);
/** a / b, and 0 where b is 0. */
export const div = (a: Operand, b: Operand): Expression => word('div', [a, b]);
/** max(x, 0). */
export const relu = (x: Operand): Expression => word('relu', [x]);
/** 1 where x > 0, else 0. */
export const positive = (x: Operand): Expression => word('positive', [x]);
/** |x|. */
export const abs = (x: Operand): Expression => word('abs', [x]);
/** Mean over height and width: [N,K,h,w] → [N,K,1,1]. */
export const spatialMean = (x: Operand): Expression => word('spatialMean', [x]);
/** Sum over height and width: [N,K,h,w] → [N,K,1,1]. */
export const spatialSum = (x: Operand): Expression => word('spatialSum', [x]);
/** Sum over channels: [N,K,h,w] → [N,1,h,w]. */
export const channelSum = (x: Operand): Expression => word('channelSum', [x]);
/** Mean over channels: [N,K,h,w] → [N,1,h,w]. */
export const channelMean = (x: Operand): Expression => word('channelMean', [x]);
/** Largest over channels: [N,K,h,w] → [N,1,h,w]. */
export const channelMax = (x: Operand): Expression => word('channelMax', [x]);
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
export const average = (samples: Samples, of: Expression): Expression =>
  word('average', [of], { ...samples });
/** The image that is explained, also where `image` is a sample near it. */
export const original: Expression = word('original');

function word(
  name: string,
  operands: readonly Operand[] = [],
  parameters: Expression['parameters'] = {},
): Expression {
  const lifted = operands.map((operand) =>
    typeof operand === 'number' ? word('number', [], { value: operand }) : operand,
  );
  return Object.freeze({ word: name, operands: lifted, parameters });
}

function cannot(what: string, fix: string): CamscopeError {
  return new CamscopeError('EXPRESSION_INVALID', `An expression cannot ${what}`, { fix });
}
