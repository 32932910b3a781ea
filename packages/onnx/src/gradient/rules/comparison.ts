import type { Value } from '../../edit/emitter.ts';
import type { Rule, RuleTable } from '../rule.ts';

/** Max and Min of any number of inputs: equals share the gradient evenly. */
const extremum: Rule = (at) => {
  const { emit } = at;
  const masks = at.node.inputs.map((input) => emit.equal(input, at.y));
  const count = masks.reduce((sum, mask) => emit.add(sum, mask));
  const share = emit.div(at.g, count);
  return masks.map((mask, i) => (at.wants(i) ? at.unbroadcast(emit.mul(share, mask), i) : undefined));
};

/** ReduceMax and ReduceMin: equals share the gradient evenly. */
const reducedExtremum: Rule = (at) => {
  const { emit } = at;
  const axes = at.reducedAxes();
  const y = at.keepReduced(at.y, axes);
  const mask = emit.equal(at.x, y);
  const share = emit.div(at.keepReduced(at.g, axes), emit.reduceSum(mask, axes));
  return [emit.mul(mask, share)];
};

const where: Rule = (at) => {
  const { emit } = at;
  const condition = emit.node('Cast', [at.input(0)], { to: 1 });
  const kept = (i: number, mask: () => Value) =>
    at.wants(i) ? at.unbroadcast(emit.mul(at.g, mask()), i) : undefined;
  return [undefined, kept(1, () => condition), kept(2, () => emit.complement(condition))];
};

export const comparisonRules: RuleTable = {
  Max: extremum,
  Min: extremum,
  ReduceMax: reducedExtremum,
  ReduceMin: reducedExtremum,
  Where: where,
};
