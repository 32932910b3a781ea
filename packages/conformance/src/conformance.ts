import {
  CamscopeError,
  isCamscopeError,
  messageOf,
  type Explainer,
  type Precision,
  type Runtime,
} from '@camscope/core';
import { ruleCases } from './cases/index.ts';
import type { Bench, Check, CheckSubject } from './checks/check.ts';
import { explainerChecks } from './checks/explainer-checks.ts';
import { madeOfAny } from './checks/made-of.ts';
import { networkChecks } from './checks/network-checks.ts';
import { ruleChecks } from './checks/rule-checks.ts';
import { knownDefect } from './known-defects.ts';
import { tinyNetworks } from './networks/tiny-networks.ts';
import { objection, type ConformanceReport, type ConformanceRow } from './report.ts';

export interface ConformanceOptions {
  /** Execution provider to check. */
  readonly provider: string;
  /** What it is held against; the runtime's own baseline by default. */
  readonly baseline?: string;
  /** Asked of the provider; `exact` by default. */
  readonly precision?: Precision;
  /** Run with their default options on tiny networks; none by default. */
  readonly explainers?: readonly Explainer[];
  /** Which checks to make; all by default. */
  readonly only?: (what: CheckSubject) => boolean;
  readonly progress?: (done: number, total: number, row: ConformanceRow) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs the gradient rule of every operator, the gradients of tiny networks and every explainer on a provider, and
 * compares with the baseline provider and with central differences. A check that fails is a row that has not passed.
 * @throws CamscopeError PROVIDER_UNAVAILABLE when the provider cannot start; CONFIG_INVALID when no check is chosen;
 *   INTERRUPTED.
 */
export async function conformance(
  runtime: Runtime,
  {
    provider,
    baseline = runtime.baseline,
    precision = 'exact',
    explainers = [],
    only = () => true,
    progress,
    signal,
  }: ConformanceOptions,
): Promise<ConformanceReport> {
  const checks = allChecks(explainers).filter(only);
  if (checks.length === 0) throw new CamscopeError('CONFIG_INVALID', 'No conformance check was chosen');
  const version = await runtime.version();
  const rows: ConformanceRow[] = [];
  for (const check of checks) {
    if (signal?.aborted) throw interrupted(signal);
    const row = await rowOf(check, { runtime, provider, precision, baseline }, version);
    rows.push(row);
    progress?.(rows.length, checks.length, row);
  }
  const passed = rows.every((row) => row.passed || row.known !== undefined);
  return { provider, baseline, version, passed, rows };
}

function allChecks(explainers: readonly Explainer[]): Check[] {
  const networks = tinyNetworks();
  const made = explainers.map((explainer) => madeOfAny(explainer, explainers));
  return [...ruleChecks(ruleCases), ...networkChecks(networks), ...explainerChecks(networks, made)];
}

async function rowOf({ measure, ...what }: Check, bench: Bench, version: string): Promise<ConformanceRow> {
  // In a row that has passed, it is gone.
  const { what: known } = knownDefect(what, bench.provider, version) ?? {};
  const about = { ...what, ...(known && { known }) };
  try {
    const errors = await measure(bench);
    const reason = objection(what.kind, errors, bench.precision);
    return { ...about, ...errors, passed: reason === undefined, ...(reason && { reason }) };
  } catch (error) {
    if (isCamscopeError(error) && error.code === 'PROVIDER_UNAVAILABLE') throw error;
    return { ...about, passed: false, reason: messageOf(error) };
  }
}

function interrupted(signal: AbortSignal): CamscopeError {
  return new CamscopeError('INTERRUPTED', 'The conformance run was cancelled', { cause: signal.reason });
}
