import type { Interval } from '../bootstrap/options.ts';
import type { Friedman } from '../significance/friedman.ts';
import type { CriticalDifferenceDiagram } from '../significance/nemenyi.ts';
import type { Wilcoxon } from '../significance/wilcoxon.ts';

export interface CompareOptions {
  /** Which end of the metric is good. */
  readonly direction: 'higher' | 'lower';
  /** The factor whose levels are compared; for two runs, the run. Default: 'method'. */
  readonly method?: string;
  /** Factors that tell cases apart. Default: ['image']. */
  readonly cases?: readonly string[];
  /** The factor of clusters, patients for instance. Absent: every case stands alone. */
  readonly cluster?: string;
  /** The factor of networks, on all of which the methods were run. Absent: one network. */
  readonly network?: string;
  /** Which methods, in which order. Absent: all, as they first appear. */
  readonly methods?: readonly string[];
  /** Several values of one case, network and method are an error, or their mean is taken. Default: 'refuse'. */
  readonly duplicates?: 'refuse' | 'mean';
  /** Confidence level of the intervals. Default: 0.95. */
  readonly level?: number;
  /** Of the bootstrap. Default: 2000. */
  readonly replicates?: number;
  /** Of the bootstrap. Default: 0. */
  readonly seed?: number;
  /** Of the bootstrap. Default: 'bca'. */
  readonly interval?: 'bca' | 'percentile';
  /**
   * Values of a row that lie no further apart are equal in the tests and in the ranks: rounding is no evidence. Means and
   * differences of means stay as they are. Default: 0.
   */
  readonly tolerance?: number;
  /** Compares each method with this one alone; `adjusted` is over these pairs. Absent: every pair. */
  readonly against?: string;
  /** What Wilcoxon's test does with pairs without a difference. Default: 'wilcox'. */
  readonly zeros?: 'wilcox' | 'pratt';
  /** Level of the tests' family. Default: 0.05. */
  readonly alpha?: number;
  /**
   * What Friedman's test ranks methods within: a unit's means over all networks, or a unit on each network. A unit is a
   * cluster. Blocks of the second kind are not independent, since networks see the same images. Default: 'unit'.
   */
  readonly blocks?: 'unit' | 'unit-by-network';
}

/** All that can be said about which method is better, in numbers. */
export interface MethodComparison {
  readonly direction: 'higher' | 'lower';
  readonly alpha: number;
  readonly level: number;
  readonly coverage: Coverage;
  readonly methods: readonly MethodSummary[];
  /** Every pair once, in the order of methods; or each method with the one `against` which they are compared. */
  readonly pairs: readonly PairComparison[];
  readonly friedman: Friedman;
  /** Null where Friedman's test has no p. */
  readonly diagram: CriticalDifferenceDiagram | null;
  readonly reason?: 'fewer-than-two-methods' | 'no-complete-row';
}

/** What was compared. A row is a case on a network; it is complete when every method has a value. */
export interface Coverage {
  readonly rows: number;
  readonly dropped: number;
  /** For each method, how many rows, of all, lack it. */
  readonly missing: Readonly<Record<string, number>>;
  /** Cases, clusters and networks of complete rows. */
  readonly cases: number;
  readonly clusters: number;
  readonly networks: readonly string[];
}

export interface MethodSummary {
  readonly method: string;
  /** Of the mean over complete rows. */
  readonly interval: Interval;
  /** 1 is best. */
  readonly averageRank: number | null;
}

export interface PairComparison {
  readonly a: string;
  readonly b: string;
  /** Of the mean of a - b over complete rows. */
  readonly difference: Interval;
  /** Of the networks' tests, combined. */
  readonly p: number | null;
  /** Positive where a is larger. */
  readonly z: number | null;
  /** By Holm, over the pairs. */
  readonly adjusted: number | null;
  /** Effect sizes, of units' means over all networks; positive where a is larger. */
  readonly rankBiserial: number | null;
  readonly cohenDz: number | null;
  readonly cliffsDelta: number | null;
  /** p of Nemenyi's test. */
  readonly nemenyi: number | null;
  /** The better one, where adjusted < alpha and the mean difference is on the same side; else null. */
  readonly winner: string | null;
  readonly networks: readonly NetworkComparison[];
}

export interface NetworkComparison {
  /** '' where networks are not told apart. */
  readonly network: string;
  /** Mean of a - b over units. */
  readonly difference: number;
  /** Of the units' means. */
  readonly wilcoxon: Wilcoxon;
}
