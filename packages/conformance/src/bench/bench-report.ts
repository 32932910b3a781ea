import type { Precision } from '@camscope/core';
import type { BenchNetwork } from './bench-networks.ts';

export interface BenchOptions {
  readonly provider: string;
  /** Asked of the provider; `exact` by default. */
  readonly precision?: Precision;
  /** Networks of published size by default. */
  readonly networks?: readonly BenchNetwork[];
  /** Seconds that all of it may take, 100 by default. */
  readonly seconds?: number;
  readonly progress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** One explanation on one network. */
export interface BenchRow {
  readonly network: string;
  /** `forward`, `Grad-CAM`, … */
  readonly workload: string;
  /** Images, or masks of one, in a run. */
  readonly batch: number;
  /** Median of one such run; absent where it would have taken too long. */
  readonly milliseconds?: number;
  /** That by the median of the bare session, which runs the network alone on as many images. */
  readonly ratio?: number;
  readonly rounds?: number;
}

export interface BenchReport {
  readonly provider: string;
  /** In which it multiplies. */
  readonly precision: Precision;
  readonly rows: readonly BenchRow[];
}
