import type { Rule, RuleContext, RuleTable } from '../rule.ts';

const softmax: Rule = (at) => {
  const { emit, y } = at;
  const gy = emit.mul(at.g, y);
  return [emit.sub(gy, emit.mul(y, emit.reduceSum(gy, normalisedAxes(at))))];
};

const logSoftmax: Rule = (at) => {
  const { emit, g } = at;
  return [emit.sub(g, emit.mul(emit.node('Exp', [at.y]), emit.reduceSum(g, normalisedAxes(at))))];
};

export const softmaxRules: RuleTable = { Softmax: softmax, LogSoftmax: logSoftmax };

/** What a softmax is over: one axis since operator set 13; before, every axis from `axis` on, taken as one. */
export function normalisedAxes(at: RuleContext): number[] {
  const rank = at.rank(at.x);
  const single = at.emit.opset >= 13;
  const given = at.number('axis', single ? -1 : 1);
  const axis = given < 0 ? given + rank : given;
  return single ? [axis] : Array.from({ length: rank - axis }, (_, i) => axis + i);
}
