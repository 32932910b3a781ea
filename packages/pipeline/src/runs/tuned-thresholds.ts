import type { Tuned } from '@camscope/core';
import type { Run } from './run.ts';

/** The thresholds that a run was tuned to for one method on one network, a line a class. */
export function tunedThresholds(
  { thresholds }: Pick<Run, 'thresholds'>,
  model: string,
  method: string,
): Pick<Tuned, 'label' | 'best'>[] {
  return thresholds
    .filter((line) => line.chosen === 'yes' && line.model === model && line.method === method)
    .map((line) => ({ label: line.class, best: line.threshold! }));
}
