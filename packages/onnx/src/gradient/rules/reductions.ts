import type { Rule, RuleContext, RuleSet } from '../rule.ts';

const reduceSum: Rule = (at) => [spread(at, reducedAxes(at), false)];
const reduceMean: Rule = (at) => [spread(at, reducedAxes(at), true)];

const globalAveragePool: Rule = (at) => {
  const axes = Array.from({ length: at.rank(at.x) - 2 }, (_, i) => i + 2);
  return [spread(at, axes, true)];
};

/** A pool over the whole map. */
const averagePool: Rule = (at) => {
  const spatial = at.shape(at.x).dims.slice(2);
  const kernel = at.numbers('kernel_shape') ?? [];
  const padded = at.numbers('pads')?.some((pad) => pad !== 0) ?? false;
  if (padded || spatial.some((size, i) => size !== kernel[i])) throw at.unsupported('its window is smaller than the map');
  return globalAveragePool(at);
};

export const reductionRules: RuleSet = {
  ReduceSum: reduceSum,
  ReduceMean: reduceMean,
  GlobalAveragePool: globalAveragePool,
  AveragePool: averagePool,
};

/** The gradient of a sum or mean: the same for every element that went into it. */
function spread(at: RuleContext, axes: readonly number[], mean: boolean): string {
  const { emit } = at;
  const { dims, batch } = at.shape(at.x);
  if (axes.some((axis) => batch[axis])) throw at.unsupported('it mixes the images of a batch');
  let { g } = at;
  if (at.number('keepdims', 1) === 0) {
    g = emit.reshape(g, dims.map((dim, axis) => (axes.includes(axis) ? 1 : batch[axis] ? -1 : dim)));
  }
  if (mean) g = emit.mul(g, emit.scalar(1 / axes.reduce((count, axis) => count * dims[axis], 1)));
  return emit.expand(g, dims.map((dim, axis) => (axes.includes(axis) ? dim : 1)));
}

function reducedAxes(at: RuleContext): readonly number[] {
  const rank = at.rank(at.x);
  const axes = at.axes(1, rank);
  if (axes && axes.length > 0) return axes;
  if (at.number('noop_with_empty_axes', 0) === 1) return [];
  return Array.from({ length: rank }, (_, axis) => axis);
}
