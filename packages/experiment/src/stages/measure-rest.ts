import type { Progress } from '@camscope/core';
import type { Measurer } from '@camscope/pipeline';
import type { MeasureLot } from '../units/measure-units.ts';
import { BaselineClaims } from './candidates.ts';
import { runLots, stepsDue } from './run-lots.ts';
import type { Work } from './work.ts';

/**
 * Measures what needs no network: what methods are held against (guesses that know nothing of the image, and human readers), and
 * how alike maps are that are made apart.
 */
export async function measureRest(
  work: Work,
  lots: readonly MeasureLot[],
  name: string,
  measurer: Measurer,
  progress: Progress,
): Promise<void> {
  const total = stepsDue(work, lots);
  if (total === 0) return;
  const stage = progress.begin(name, total);
  await runLots(work, lots, undefined, { measurer, baselines: new BaselineClaims(work), progress: stage });
}
