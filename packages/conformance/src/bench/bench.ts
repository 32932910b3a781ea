import type { Precision, Runtime } from '@camscope/core';
import { benchNetwork } from './bench-network.ts';
import { benchNetworks, type BenchNetwork } from './bench-networks.ts';

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

/**
 * Times explanations on a provider against the network alone at the same batch, in one run: ratios that another machine can be held
 * to.
 * @throws CamscopeError PROVIDER_UNAVAILABLE when the provider cannot start; INTERRUPTED.
 */
export async function bench(runtime: Runtime, options: BenchOptions): Promise<BenchReport> {
  const { networks = benchNetworks, seconds = 100 } = options;
  const rows: BenchRow[] = [];
  let precision: Precision = 'exact';
  let left = 1000 * seconds;
  for (const [i, network] of networks.entries()) {
    const start = performance.now();
    const done = await benchNetwork(network, runtime, options, start + left / (networks.length - i));
    rows.push(...done.rows);
    precision = done.precision;
    left -= performance.now() - start;
  }
  return { provider: options.provider, precision, rows };
}
