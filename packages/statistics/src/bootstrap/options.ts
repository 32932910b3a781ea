import { checkAtLeast, checkBetween0And1 } from '../check.ts';

export interface BootstrapOptions {
  /** Confidence level. Default: 0.95. */
  readonly level?: number;
  /** Default: 2000. */
  readonly replicates?: number;
  /** Default: 0. */
  readonly seed?: number;
  /** Bias-corrected and accelerated, or plain percentiles. Default: 'bca'. */
  readonly method?: 'bca' | 'percentile';
  /** A label for each case: whole clusters, patients for instance, are drawn. Absent: every case is a cluster of its own. */
  readonly clusters?: ArrayLike<string | number>;
}

/** Why an interval is not what was asked for, or not there at all. */
export type IntervalReason =
  /** No case, or a statistic without a value: nothing is known. */
  | 'no-estimate'
  /** One cluster alone: no interval. */
  | 'one-cluster'
  /** Fewer than two replicates have a value: no interval. */
  | 'empty-replicates'
  /** Every replicate equals the estimate, of which resampling says nothing more: no interval. */
  | 'no-variation'
  /** Every replicate lies on one side of the estimate, where BCa has no correction: percentiles instead. */
  | 'one-sided-replicates';

export interface Interval {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number;
  readonly replicates: number;
  /** Replicates without a value, which the interval leaves out. */
  readonly empty: number;
  /** The one that gave the interval. */
  readonly method: 'bca' | 'percentile';
  readonly cases: number;
  readonly clusters: number;
  readonly reason?: IntervalReason;
}

export type Settings = Required<Omit<BootstrapOptions, 'clusters'>>;

/** @throws RangeError when an option is out of its range. */
export function settingsOf(options: BootstrapOptions): Settings {
  const { level = 0.95, replicates = 2000, seed = 0, method = 'bca' } = options;
  checkBetween0And1('The level', level);
  checkAtLeast('The number of replicates', replicates, 1);
  checkAtLeast('The seed', seed, 0);
  return { level, replicates, seed, method };
}
