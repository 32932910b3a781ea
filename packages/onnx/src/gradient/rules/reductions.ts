import type { Rule, RuleContext, RuleTable } from '../rule.ts';

const reduceSum: Rule = (at) => [spread(at, at.reducedAxes(), 1)];

const reduceMean: Rule = (at) => {
  const axes = at.reducedAxes();
  return [spread(at, axes, 1 / countOf(at, axes))];
};

const globalAveragePool: Rule = (at) => {
  const axes = Array.from({ length: at.rank(at.x) - 2 }, (_, i) => i + 2);
  return [spread(at, axes, 1 / countOf(at, axes))];
};

/** y = √Σx²: x/y, and 0 where y is 0. */
const reduceL2: Rule = (at) => {
  const { emit } = at;
  const axes = at.reducedAxes();
  const y = at.keepReduced(at.y, axes);
  const isZero = emit.equal(y, emit.scalar(0));
  return [emit.mul(emit.div(at.keepReduced(at.g, axes), emit.add(y, isZero)), at.x)];
};

const reduceSumSquare: Rule = (at) => {
  const twice = at.emit.mul(at.x, at.emit.scalar(2));
  return [at.emit.mul(at.keepReduced(at.g, at.reducedAxes()), twice)];
};

/** y = log Σ exp x: exp(x − y). */
const reduceLogSumExp: Rule = (at) => {
  const axes = at.reducedAxes();
  const share = at.emit.node('Exp', [at.emit.sub(at.x, at.keepReduced(at.y, axes))]);
  return [at.emit.mul(at.keepReduced(at.g, axes), share)];
};

export const reductionRules: RuleTable = {
  ReduceSum: reduceSum,
  ReduceMean: reduceMean,
  ReduceL2: reduceL2,
  ReduceSumSquare: reduceSumSquare,
  ReduceLogSumExp: reduceLogSumExp,
  GlobalAveragePool: globalAveragePool,
};

/** The gradient of a sum or mean: the same for every element that went into it. */
function spread(at: RuleContext, axes: readonly number[], weight: number): string {
  const { emit } = at;
  const { dims } = at.shape(at.x);
  let g = at.keepReduced(at.g, axes);
  if (weight !== 1) g = emit.mul(g, emit.scalar(weight));
  return emit.expand(
    g,
    dims.map((dim, axis) => (axes.includes(axis) ? dim : 1)),
  );
}

function countOf(at: RuleContext, axes: readonly number[]): number {
  return axes.reduce((count, axis) => count * at.shape(at.x).dims[axis], 1);
}
