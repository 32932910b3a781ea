import type { Rule, RuleContext, RuleTable } from '../rule.ts';

/** Y = alpha·A′·B′ + beta·C, where ′ is an optional transposition. */
const gemm: Rule = (at) => {
  const { emit } = at;
  const [transA, transB] = [at.number('transA', 0) !== 0, at.number('transB', 0) !== 0];
  const alpha = at.number('alpha', 1);
  const beta = at.number('beta', 1);
  const scaled = (value: string, by: number) => (by === 1 ? value : emit.mul(value, emit.scalar(by)));
  const [a, b] = [at.input(0), at.input(1)];
  const turn = (value: string, turned: boolean) => (turned ? emit.transpose(value, [1, 0]) : value);
  const dA = () =>
    transA ? emit.matMul(turn(b, transB), turn(at.g, true)) : emit.matMul(at.g, turn(b, !transB));
  const dB = () =>
    transB ? emit.matMul(turn(at.g, true), turn(a, transA)) : emit.matMul(turn(a, !transA), at.g);
  return [
    at.wants(0) ? scaled(dA(), alpha) : undefined,
    at.wants(1) ? scaled(dB(), alpha) : undefined,
    at.has(2) && at.wants(2) ? at.unbroadcast(scaled(at.g, beta), 2) : undefined,
  ];
};

const matMul: Rule = (at) => {
  if (at.rank(at.input(0)) < 2 || at.rank(at.input(1)) < 2) throw at.unsupported('a factor is a vector');
  return [
    at.wants(0) ? unbroadcastBatch(at, at.emit.matMul(at.g, transposed(at, 1)), 0) : undefined,
    at.wants(1) ? unbroadcastBatch(at, at.emit.matMul(transposed(at, 0), at.g), 1) : undefined,
  ];
};

export const linearRules: RuleTable = { Gemm: gemm, MatMul: matMul };

/** Input `i` with its last two axes exchanged. */
function transposed(at: RuleContext, i: number): string {
  const rank = at.rank(at.input(i));
  const perm = Array.from({ length: rank }, (_, axis) => axis);
  return at.emit.transpose(at.input(i), [...perm.slice(0, -2), rank - 1, rank - 2]);
}

/** Sums over the leading axes along which a factor of a stack of products was broadcast. */
function unbroadcastBatch(at: RuleContext, g: string, i: number): string {
  const output = at.shape(at.y).dims.length;
  const input = at.shape(at.input(i));
  const extra = output - input.dims.length;
  const axes = Array.from({ length: output - 2 }, (_, axis) => axis).filter(
    (axis) => axis < extra || (input.dims[axis - extra] === 1 && !input.batch[axis - extra]),
  );
  const summed = at.emit.reduceSum(g, axes);
  return extra > 0 ? at.reshapeLike(summed, at.input(i)) : summed;
}
