import type { Measurer } from '@camscope/pipeline';
import type { MeasureLot } from '../units/measure-units.ts';
import { BaselineClaims } from './candidates.ts';
import { runLots, unitsDue } from './run-lots.ts';
import { beginStage, type Work } from './work.ts';

/**
 * Measures what needs no network: what methods are held against (guesses that know nothing of the image, and human readers), and
 * how alike maps are that are made apart.
 */
export async function measureRest(
  work: Work,
  lots: readonly MeasureLot[],
  name: string,
  measurer: Measurer,
): Promise<void> {
  const due = unitsDue(work, lots);
  if (due.length === 0) return;
  const stage = beginStage(work, name, due, 'findings');
  await runLots(work, lots, undefined, { measurer, baselines: new BaselineClaims(work), progress: stage });
}
