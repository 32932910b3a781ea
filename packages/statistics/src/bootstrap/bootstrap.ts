import { checkAtLeast } from '../check.ts';
import { type Clusters, clustersOf } from './clusters.ts';
import { type Draw, draws } from './draws.ts';
import { intervalOf } from './interval.ts';
import { type BootstrapOptions, type Interval, settingsOf } from './options.ts';

/** A number computed from cases, given by their indices, some of them repeated; null when they allow none. */
export type Statistic = (cases: Uint32Array) => number | null;

/**
 * A bootstrap interval of any statistic of `cases` cases. Whole clusters are drawn with replacement, as many as there are;
 * the jackknife of BCa leaves one cluster out. Replicates without a value are counted and left out.
 * @param statistic must not keep the array it is given.
 * @throws RangeError when an option is out of its range or the labels of clusters do not match the cases.
 */
export function bootstrap(cases: number, statistic: Statistic, options: BootstrapOptions = {}): Interval {
  checkAtLeast('The number of cases', cases, 0);
  const settings = settingsOf(options);
  const clusters = clustersOf(cases, options.clusters);
  const value = (of: Uint32Array) => finite(statistic(of)) ?? NaN;
  const estimate = cases > 0 ? finite(statistic(Uint32Array.from({ length: cases }, (_, i) => i))) : null;
  const replicates = new Float64Array(settings.replicates).fill(NaN);
  if (estimate !== null && clusters.count > 1) {
    const casesOf = gathering(clusters);
    let r = 0;
    for (const draw of draws(clusters.count, settings)) replicates[r++] = value(casesOf(draw));
  }
  const jackknife = () =>
    Float64Array.from({ length: clusters.count }, (_, g) => value(without(clusters, g)));
  return intervalOf({ estimate, replicates, jackknife }, clusters, settings);
}

/** A bootstrap interval of the difference `a - b` of two statistics of the same cases, drawn together. */
export function bootstrapDifference(
  cases: number,
  a: Statistic,
  b: Statistic,
  options: BootstrapOptions = {},
): Interval {
  const difference: Statistic = (of) => {
    const [left, right] = [a(of), b(of)];
    return left === null || right === null ? null : left - right;
  };
  return bootstrap(cases, difference, options);
}

const finite = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null);

/** Each call gives the cases of the clusters drawn, in an array that the next call uses again. */
function gathering({ starts, cases }: Clusters): (draw: Draw) => Uint32Array {
  let buffer = new Uint32Array(2 * cases.length);
  return (draw) => {
    let length = 0;
    for (const g of draw) length += starts[g + 1] - starts[g];
    if (length > buffer.length) buffer = new Uint32Array(2 * length);
    let at = 0;
    for (const g of draw) for (let i = starts[g]; i < starts[g + 1]; i++) buffer[at++] = cases[i];
    return buffer.subarray(0, length);
  };
}

/** The cases of all clusters but one. */
function without({ starts, cases }: Clusters, left: number): Uint32Array {
  const kept = new Uint32Array(cases.length - (starts[left + 1] - starts[left]));
  kept.set(cases.subarray(0, starts[left]));
  kept.set(cases.subarray(starts[left + 1]), starts[left]);
  return kept;
}
