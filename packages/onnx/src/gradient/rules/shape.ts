import type { Rule, RuleSet } from '../rule.ts';

const likeInput: Rule = (at) => [at.reshapeLike(at.g, at.x)];

const transpose: Rule = (at) => {
  const rank = at.rank(at.x);
  const perm = at.numbers('perm') ?? Array.from({ length: rank }, (_, i) => rank - 1 - i);
  const inverse = perm.map((_, axis) => perm.indexOf(axis));
  return [at.emit.transpose(at.g, inverse)];
};

export const shapeRules: RuleSet = {
  Flatten: likeInput,
  Reshape: likeInput,
  Squeeze: likeInput,
  Unsqueeze: likeInput,
  Transpose: transpose,
};
