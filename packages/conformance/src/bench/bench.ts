import type { Precision, Runtime } from '@camscope/core';
import { benchNetwork } from './bench-network.ts';
import { benchNetworks } from './bench-networks.ts';
import type { BenchOptions, BenchReport, BenchRow } from './bench-report.ts';

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
