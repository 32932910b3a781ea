import { normalCdf, normalQuantile } from '../special/normal.ts';
import { differences, mean, quantile } from '../summary.ts';
import type { Clusters } from './clusters.ts';
import type { Interval, Settings } from './options.ts';

/** What resampling and leaving one cluster out gave; NaN where the statistic had no value. */
export interface Replication {
  readonly estimate: number | null;
  readonly replicates: Float64Array;
  /** One for each cluster left out; looked at for BCa alone. */
  readonly jackknife: () => Float64Array;
}

/** Of a - b, where both come from the same draws. */
export function differenceOf(a: Replication, b: Replication): Replication {
  return {
    estimate: a.estimate === null || b.estimate === null ? null : a.estimate - b.estimate,
    replicates: differences(a.replicates, b.replicates),
    jackknife: () => differences(a.jackknife(), b.jackknife()),
  };
}

/**
 * The interval that replicates give. Percentile: their quantiles. BCa: quantiles moved by the bias z₀, in which a replicate
 * equal to the estimate counts half, and by the acceleration from the jackknife. Efron, JASA 82(397), 1987,
 * doi:10.1080/01621459.1987.10478410.
 */
export function intervalOf(
  { estimate, replicates, jackknife }: Replication,
  clusters: Clusters,
  settings: Settings,
): Interval {
  const { level, method } = settings;
  const sorted = replicates.filter((value) => !Number.isNaN(value)).sort();
  const common = {
    estimate,
    level,
    replicates: settings.replicates,
    empty: estimate === null || clusters.count < 2 ? 0 : replicates.length - sorted.length,
    cases: clusters.cases.length,
    clusters: clusters.count,
  };
  const none = { ...common, low: null, high: null, method };
  if (estimate === null) return { ...none, reason: 'no-estimate' };
  if (clusters.count < 2) return { ...none, reason: 'one-cluster' };
  if (sorted.length < 2) return { ...none, reason: 'empty-replicates' };
  if (equal(sorted[0], estimate) && equal(sorted[sorted.length - 1], estimate))
    return { ...none, reason: 'no-variation' };

  const tails = [(1 - level) / 2, (1 + level) / 2];
  const plain = { ...common, low: quantile(sorted, tails[0]), high: quantile(sorted, tails[1]) };
  if (method === 'percentile') return { ...plain, method };
  const bias = biasOf(sorted, estimate);
  if (!Number.isFinite(bias)) return { ...plain, method: 'percentile', reason: 'one-sided-replicates' };
  const acceleration = accelerationOf(jackknife());
  const [low, high] = tails.map((tail) => quantile(sorted, moved(tail, bias, acceleration)));
  return { ...common, low, high, method };
}

/** But for rounding: a sum depends on the order of its terms. */
const equal = (a: number, b: number) => Math.abs(a - b) <= 1e-12 * Math.abs(b);

function biasOf(sorted: Float64Array, estimate: number): number {
  let below = 0;
  for (const value of sorted) below += equal(value, estimate) ? 0.5 : value < estimate ? 1 : 0;
  return normalQuantile(below / sorted.length);
}

/** 0 where leaving a cluster out changes nothing. */
function accelerationOf(jackknife: Float64Array): number {
  const values = jackknife.filter((value) => !Number.isNaN(value));
  const centre = mean(values);
  let [squares, cubes] = [0, 0];
  for (const value of values) {
    squares += (centre - value) ** 2;
    cubes += (centre - value) ** 3;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

/** Where BCa reads the quantile of a tail. Past the pole of the acceleration, the outermost replicate. */
function moved(tail: number, bias: number, acceleration: number): number {
  const z = bias + normalQuantile(tail);
  const scale = 1 - acceleration * z;
  return scale > 0 ? normalCdf(bias + z / scale) : z > 0 ? 1 : 0;
}
