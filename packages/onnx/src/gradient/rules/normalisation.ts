import { floatTensor } from '@camscope/core';
import type { Value } from '../../edit/emitter.ts';
import type { Rule, RuleContext, RuleTable } from '../rule.ts';

/** With the running statistics, as networks are exported: a scale per channel. */
const batchNormalization: Rule = (at) => {
  const { emit, g } = at;
  if (at.number('training_mode', 0) === 1)
    throw at.unsupported('it is in training mode; export with model.eval()');
  if ([1, 2, 3, 4].some((i) => at.wants(i))) throw at.unsupported('its statistics depend on the image');
  const deviation = emit.node('Sqrt', [emit.add(at.input(4), emit.scalar(at.number('epsilon', 1e-5)))]);
  return [emit.mul(g, perChannel(at, emit.div(at.input(1), deviation)))];
};

const layerNormalization =
  (through: Through): Rule =>
  (at) => {
    const rank = at.rank(at.x);
    const first = at.number('axis', -1);
    const axes = range(first < 0 ? first + rank : first, rank);
    return [through(at, at.x, at.emit.mul(at.g, at.input(1)), axes)];
  };

const instanceNormalization =
  (through: Through): Rule =>
  (at) => {
    const scaled = at.emit.mul(at.g, perChannel(at, at.input(1)));
    return [through(at, at.x, scaled, range(2, at.rank(at.x)))];
  };

/** One scale per group in operator set 18, one per channel since 21. */
const groupNormalization =
  (through: Through): Rule =>
  (at) => {
    const { emit } = at;
    const channels = at.shape(at.x).dims[1];
    const groups = at.number('num_groups', 1);
    let scale = at.input(1);
    if (at.shape(scale).dims[0] !== channels) {
      scale = emit.reshape(emit.expand(emit.reshape(scale, [groups, 1]), [groups, channels / groups]), [
        channels,
      ]);
    }
    const inGroups = (value: Value) => emit.reshape(value, [0, groups, -1]);
    const scaled = emit.mul(at.g, perChannel(at, scale));
    return [at.reshapeLike(through(at, inGroups(at.x), inGroups(scaled), [2]), at.x)];
  };

/** y = x·s^−β with s = bias + α/size · Σ x² over neighbouring channels. */
const lrn: Rule = (at) => {
  const { emit, x, g } = at;
  const [alpha, beta, bias] = [at.number('alpha', 1e-4), at.number('beta', 0.75), at.number('bias', 1)];
  const size = at.number('size', 1);
  const sums = emit.mul(sumOverChannels(at, emit.mul(x, x), size, false), emit.scalar(alpha / size));
  const s = emit.add(sums, emit.scalar(bias));
  const power = (exponent: number) => emit.node('Pow', [s, emit.scalar(exponent)]);
  const direct = emit.mul(g, power(-beta));
  const spread = sumOverChannels(at, emit.mul(emit.mul(g, x), power(-beta - 1)), size, true);
  return [emit.sub(direct, emit.mul(emit.mul(x, emit.scalar((2 * alpha * beta) / size)), spread))];
};

export const normalisationRules: RuleTable = {
  BatchNormalization: batchNormalization,
  ...centring(throughStatistics),
  LRN: lrn,
};

/** Norms by an image's own statistics, whose deviation is taken for a constant. */
export const fixedDeviationRules: RuleTable = centring(throughMean);

/** The gradient of (x − mean)/deviation, both taken over `axes`, whose statistics are computed anew. */
type Through = (at: RuleContext, x: Value, g: Value, axes: readonly number[]) => Value;

function centring(through: Through): RuleTable {
  return {
    LayerNormalization: layerNormalization(through),
    InstanceNormalization: instanceNormalization(through),
    GroupNormalization: groupNormalization(through),
  };
}

/** (g − mean(g) − x̂·mean(g·x̂)) / deviation. */
function throughStatistics(at: RuleContext, x: Value, g: Value, axes: readonly number[]): Value {
  const { emit } = at;
  const { centred, deviation } = statisticsOf(at, x, axes);
  const normal = emit.div(centred, deviation);
  const along = emit.mul(normal, emit.reduceMean(emit.mul(g, normal), axes));
  return emit.div(emit.sub(emit.sub(g, emit.reduceMean(g, axes)), along), deviation);
}

/** (g − mean(g)) / deviation. */
function throughMean(at: RuleContext, x: Value, g: Value, axes: readonly number[]): Value {
  const { deviation } = statisticsOf(at, x, axes);
  return at.emit.div(at.emit.sub(g, at.emit.reduceMean(g, axes)), deviation);
}

function statisticsOf(at: RuleContext, x: Value, axes: readonly number[]) {
  const { emit } = at;
  const centred = emit.sub(x, emit.reduceMean(x, axes));
  const variance = emit.reduceMean(emit.mul(centred, centred), axes);
  const deviation = emit.node('Sqrt', [emit.add(variance, emit.scalar(at.number('epsilon', 1e-5)))]);
  return { centred, deviation };
}

/** A vector of one number per channel, shaped to multiply [N,C,…]. */
function perChannel(at: RuleContext, vector: Value): Value {
  return at.emit.reshape(vector, [-1, ...range(2, at.rank(at.x)).map(() => 1)]);
}

/** Sums over the window of LRN, or over the channels whose window holds a channel: a band matrix times [N,C,h·w]. */
function sumOverChannels(at: RuleContext, value: Value, size: number, transposed: boolean): Value {
  const channels = at.shape(at.x).dims[1];
  const [before, after] = [Math.floor((size - 1) / 2), Math.ceil((size - 1) / 2)];
  const band = new Float32Array(channels * channels);
  for (let c = 0; c < channels; c++) {
    for (let k = Math.max(0, c - before); k <= Math.min(channels - 1, c + after); k++) {
      band[transposed ? k * channels + c : c * channels + k] = 1;
    }
  }
  const matrix = at.emit.constant(floatTensor(band, [channels, channels]));
  return at.reshapeLike(at.emit.matMul(matrix, at.emit.reshape(value, [0, channels, -1])), at.x);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
