import type { Rule, RuleContext, RuleTable } from '../rule.ts';

const likeInput: Rule = (at) => [at.reshapeLike(at.g, at.x)];

const transpose: Rule = (at) => {
  const rank = at.rank(at.x);
  const perm = at.numbers('perm') ?? Array.from({ length: rank }, (_, i) => rank - 1 - i);
  const inverse = perm.map((_, axis) => perm.indexOf(axis));
  return [at.emit.transpose(at.g, inverse)];
};

/** The gradient of a repeated element is the sum over its repetitions. */
const expand: Rule = (at) => [at.unbroadcast(at.g, 0)];

const tile: Rule = (at) => {
  const { dims, batch } = at.shape(at.x);
  const output = at.shape(at.y).dims;
  const split = dims.flatMap((dim, axis) => (batch[axis] ? [1, -1] : [output[axis] / dim, dim]));
  const repeats = dims.map((_, axis) => 2 * axis).filter((axis) => split[axis] > 1);
  return [at.reshapeLike(at.emit.reduceSum(at.emit.reshape(at.g, split), repeats), at.x)];
};

/** Both are a reshape, a transposition and a reshape; the gradient walks them backwards. */
const depthToSpace: Rule = (at) => {
  const b = at.number('blocksize', 1);
  const [, channels, height, width] = at.shape(at.y).dims;
  const [h, w] = [height / b, width / b];
  const columnsFirst = at.node.attribute('mode') === 'CRD';
  const split = at.emit.reshape(at.g, [-1, channels, h, b, w, b]);
  return [
    at.reshapeLike(at.emit.transpose(split, columnsFirst ? [0, 1, 3, 5, 2, 4] : [0, 3, 5, 1, 2, 4]), at.x),
  ];
};

const spaceToDepth: Rule = (at) => {
  const b = at.number('blocksize', 1);
  const [, channels, height, width] = at.shape(at.x).dims;
  const split = at.emit.reshape(at.g, [-1, b, b, channels, height / b, width / b]);
  return [at.reshapeLike(at.emit.transpose(split, [0, 3, 4, 1, 5, 2]), at.x)];
};

/** Each operand's gradient is the same product with that operand and the output exchanged. */
const einsum: Rule = (at) => {
  const equation = String(at.node.attribute('equation')).replace(/\s/g, '');
  const [left, output] = equation.split('->');
  const terms = left.split(',');
  if (output === undefined || equation.includes('.'))
    throw at.unsupported(`its equation '${equation}' is not explicit`);
  return at.node.inputs.map((_, i) => (at.wants(i) ? einsumGradient(at, terms, output, i) : undefined));
};

export const shapeRules: RuleTable = {
  Flatten: likeInput,
  Reshape: likeInput,
  Squeeze: likeInput,
  Unsqueeze: likeInput,
  Transpose: transpose,
  Expand: expand,
  Tile: tile,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
  Einsum: einsum,
};

function einsumGradient(at: RuleContext, terms: readonly string[], output: string, i: number): string {
  const others = terms.filter((_, k) => k !== i);
  const known = new Set([output, ...others].join(''));
  if ([...terms[i]].some((letter) => !known.has(letter)))
    throw at.unsupported('it sums an index of one operand alone');
  const equation = `${[output, ...others].join(',')}->${terms[i]}`;
  return at.emit.node('Einsum', [at.g, ...at.node.inputs.filter((_, k) => k !== i)], { equation });
}
