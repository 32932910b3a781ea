import { CamscopeError } from '@camscope/core';
import type { OpenStudy } from '@camscope/experiment';
import { conformance } from '@camscope/conformance';

/**
 * Before a study: runs its methods and the gradients of tiny networks on its provider, unless that is the baseline, and
 * compares.
 * @throws CamscopeError RUNTIME_FAILED when a provider computes something else than the baseline.
 */
export async function checkProviders(
  { study, provider }: OpenStudy,
  show: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { contribution, options } = study.runtime;
  const runtime = contribution.start(options);
  try {
    if (provider === runtime.baseline) return;
    const explainers = study.methods.map((method) => method.contribution);
    const { rows } = await conformance(runtime, {
      provider,
      precision: study.session.precision,
      explainers: [...new Set(explainers)],
      only: ({ kind }) => kind !== 'rule',
      progress: (done, total) => show(`checking ${provider}: ${done} of ${total}`),
      signal,
    });
    const failed = rows
      .filter((row) => !row.passed && row.known === undefined)
      .map(({ name, reason }) => `${name}: ${reason}`);
    if (failed.length > 0) throw untrue(provider, failed);
  } finally {
    await runtime.close();
  }
}

function untrue(provider: string, found: readonly string[]): CamscopeError {
  return new CamscopeError('RUNTIME_FAILED', `${provider} does not compute what the CPU does`, {
    found: found.slice(0, 3).join('; ') + (found.length > 3 ? `; and ${found.length - 3} more` : ''),
    fix: `See 'camscope doctor --conformance --provider ${provider}', use another provider, or go on with --no-check`,
  });
}
