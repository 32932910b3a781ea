import { floatTensor } from '@camscope/core';
import type { Emitter, Value } from '../edit/emitter.ts';
import { gaussian } from '../numeric/random.ts';
import type { Field } from './field.ts';

const SEED = 1;

/**
 * Of a matrix [N,1,a,b] = Σ σ_i u_i v_iᵀ the row σ_1 v_1ᵀ, [N,1,1,b], up to its sign; 0 where the matrix is. The smaller of
 * its Gram matrices is squared again and again, which is power iteration of 2^squarings steps: what is left of the second
 * singular vector is (σ_2/σ_1)^(2^(squarings + 1)) of what there was.
 */
export function principal(emit: Emitter, { value, shape }: Field, squarings: number): Value {
  const [, rows, columns] = shape;
  const size = Math.min(rows, columns);
  // Gradients may be too small to be squared.
  const matrix = over(emit, value, emit.reduceMax(emit.node('Abs', [value]), [2, 3]));
  const across = emit.transpose(matrix, [0, 1, 3, 2]);
  let power = rows > columns ? emit.matMul(across, matrix) : emit.matMul(matrix, across);
  for (let i = 0; i < squarings; i++) {
    const scaled = unit(emit, power);
    power = emit.matMul(scaled, scaled);
  }
  const found = emit.transpose(emit.matMul(power, emit.constant(start(size))), [0, 1, 3, 2]);
  const right = rows > columns ? found : emit.matMul(found, matrix);
  const left = unit(emit, emit.matMul(unit(emit, right), across));
  return emit.matMul(left, value);
}

/** Brought to length 1; 0 where it is 0. */
function unit(emit: Emitter, x: Value): Value {
  return over(emit, x, emit.node('Sqrt', [emit.reduceSum(emit.mul(x, x), [2, 3])]));
}

/** x / size; 0 where the size is 0, as x then is. */
function over(emit: Emitter, x: Value, size: Value): Value {
  return emit.div(x, emit.add(size, emit.equal(size, emit.scalar(0))));
}

/** Any vector will do that is not by its making at a right angle to what is looked for, as one of equal numbers often is. */
function start(size: number) {
  return floatTensor(Float32Array.from({ length: size }, gaussian(SEED)), [1, 1, size, 1]);
}
