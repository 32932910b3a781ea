import { checkSameLength } from '../check.ts';
import { sum } from '../summary.ts';
import { type Clusters, clustersOf } from './clusters.ts';
import { draws } from './draws.ts';
import { intervalOf, type Replication } from './interval.ts';
import { type BootstrapOptions, type Interval, type Settings, settingsOf } from './options.ts';

/**
 * A bootstrap interval of the mean. As `bootstrap`, but drawing sums of clusters instead of cases.
 * @param values NaN is a missing one: its case is left out.
 */
export function bootstrapMean(values: ArrayLike<number>, options: BootstrapOptions = {}): Interval {
  const { clusters, ...settings } = options;
  if (clusters) checkSameLength('Values and cluster labels', values, clusters);
  const there = Array.from(values, (_, i) => i).filter((i) => !Number.isNaN(values[i]));
  return bootstrapRatio(
    there.map((i) => values[i]),
    new Uint8Array(there.length).fill(1),
    clusters ? { ...settings, clusters: there.map((i) => clusters[i]) } : settings,
  );
}

/** A bootstrap interval of the mean of `a - b`, entry by entry; a pair with a NaN is left out. */
export function bootstrapMeanDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: BootstrapOptions = {},
): Interval {
  checkSameLength('Paired values', a, b);
  return bootstrapMean(
    Float64Array.from(a, (value, i) => value - b[i]),
    options,
  );
}

/**
 * A bootstrap interval of Σ numerators / Σ denominators: of a pooled precision, say. No value where the denominators add up
 * to 0.
 * @throws RangeError when an option is out of its range, lengths differ, or a number is not finite.
 */
export function bootstrapRatio(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
  options: BootstrapOptions = {},
): Interval {
  checkSameLength('Numerators and denominators', numerators, denominators);
  const settings = settingsOf(options);
  const clusters = clustersOf(numerators.length, options.clusters);
  return intervalOf(replicateRatio(numerators, denominators, clusters, settings), clusters, settings);
}

/** What drawing clusters gives; with the same clusters and seed, the same draws. */
export function replicateRatio(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
  clusters: Clusters,
  settings: Settings,
): Replication {
  const [tops, bottoms] = [numerators, denominators].map((values) =>
    sums(values, clusters.of, clusters.count),
  );
  const [top, bottom] = [sum(tops), sum(bottoms)];
  if (!Number.isFinite(top) || !Number.isFinite(bottom))
    throw new RangeError(`Numerators and denominators must be finite, their sums are ${top} and ${bottom}`);
  const replicates = new Float64Array(settings.replicates).fill(NaN);
  if (bottom !== 0 && clusters.count > 1) resample(replicates, tops, bottoms, settings);
  return {
    estimate: bottom === 0 ? null : top / bottom,
    replicates,
    jackknife: () => tops.map((one, g) => ratio(top - one, bottom - bottoms[g])),
  };
}

function resample(
  replicates: Float64Array,
  tops: Float64Array,
  bottoms: Float64Array,
  settings: Settings,
): void {
  let r = 0;
  for (const draw of draws(tops.length, settings)) {
    let [top, bottom] = [0, 0];
    for (let i = 0; i < draw.length; i++) {
      const g = draw[i];
      top += tops[g];
      bottom += bottoms[g];
    }
    replicates[r++] = ratio(top, bottom);
  }
}

const ratio = (top: number, bottom: number) => (bottom === 0 ? NaN : top / bottom);

/** Of the cases of each cluster. */
function sums(values: ArrayLike<number>, clusterOf: Uint32Array, clusters: number): Float64Array {
  const totals = new Float64Array(clusters);
  for (let i = 0; i < values.length; i++) totals[clusterOf[i]] += values[i];
  return totals;
}
