import { floatTensor } from '@camscope/core';
import type { Value } from '../../edit/emitter.ts';
import { matrixOf, type Row } from '../../numeric/interpolation.ts';
import type { RuleContext } from '../rule.ts';

/**
 * Applies the transpose of a linear map along one axis: the gradient of anything that picks, repeats or mixes the
 * elements of an axis by fixed weights, as one matrix product with a constant.
 * @param rows what each element of the output was made of.
 * @param size length of the axis in the input.
 */
export function transposeAlong(
  at: RuleContext,
  g: Value,
  axis: number,
  rows: readonly Row[],
  size: number,
): Value {
  const weights = at.emit.constant(floatTensor(matrixOf(rows, size), [rows.length, size]));
  const rank = at.rank(at.x);
  const perm = Array.from({ length: rank }, (_, i) => i).filter((i) => i !== axis);
  perm.push(axis);
  const inverse = perm.map((_, i) => perm.indexOf(i));
  return at.emit.transpose(at.emit.matMul(at.emit.transpose(g, perm), weights), inverse);
}
