import type { Rule, RuleSet } from '../rule.ts';

/** With the running statistics, as networks are exported: a scale per channel. */
const batchNormalization: Rule = (at) => {
  const { emit, g } = at;
  if (at.number('training_mode', 0) === 1) throw at.unsupported('it is in training mode; export with model.eval()');
  if ([1, 2, 3, 4].some((i) => at.wants(i))) throw at.unsupported('its statistics depend on the image');
  const deviation = emit.node('Sqrt', [emit.add(at.input(4), emit.scalar(at.number('epsilon', 1e-5)))]);
  const perChannel = [-1, ...Array.from({ length: at.rank(at.x) - 2 }, () => 1)];
  return [emit.mul(g, emit.reshape(emit.div(at.input(1), deviation), perChannel))];
};

export const normalisationRules: RuleSet = { BatchNormalization: batchNormalization };
