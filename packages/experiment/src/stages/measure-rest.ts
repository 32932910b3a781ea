import type { Measurer } from '@camscope/pipeline';
import type { MeasureLot } from '../units/measure-units.ts';
import { BaselineClaims } from './candidates.ts';
import { measuringDue, MeasuringQueue } from './measuring-queue.ts';
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
  const due = lots.flatMap((lot) => measuringDue(work, lot));
  const progress = beginStage(work, name, due, 'findings');
  const queue = new MeasuringQueue(work, {
    measurer,
    baselines: new BaselineClaims(work.opened.study, work.opened.dataset),
    progress,
  });
  try {
    queue.add(lots);
    await queue.end();
  } finally {
    await queue.stop();
  }
}
