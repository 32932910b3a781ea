import type { Measuring } from '../chosen.ts';
import type { FinishedMap } from '../finish/finish.ts';
import { filterRasters, type FilterFiles } from '../finish/filter-rasters.ts';
import { Tally } from '../statistics/tally.ts';
import { agreement as agreementTable } from '../tables/agreement.ts';
import { scores as scoresTable } from '../tables/scores.ts';
import { lineOf } from '../tables/table.ts';
import { agreementRows } from './agreement-rows.ts';
import { andThen, attemptAsync, reasonOf } from './attempt.ts';
import type { Candidate } from './candidate.ts';
import { pluginFailures } from './failures.ts';
import { finished, type Finished } from './finished.ts';
import type { FindingTask, Found, Measured, MeasuredCandidate } from './finding-task.ts';
import { scoreRows } from './score-rows.ts';

/**
 * Measures one finding: finish, filter, segment, score, compare. Where nothing is compared, one map is held at a time;
 * else what is compared of every method's: the map, 4 bytes a pixel, and the regions of each segmenter, 1 byte a pixel. Of
 * 17 methods and three segmenters at 1024 × 1024 that is 120 MB.
 */
export async function measure(
  task: FindingTask,
  measuring: Measuring,
  where: FilterFiles,
): Promise<Measured> {
  const rasters = await attemptAsync(() => filterRasters(measuring.filters, task.image, where));
  const finish = (candidate: Candidate) =>
    'failure' in rasters
      ? finished(failed(candidate, rasters.failure), task, measuring, [])
      : finished(candidate, task, measuring, rasters.value);
  const kept: Finished[] = [];
  const candidates: MeasuredCandidate[] = [];
  for (const candidate of task.candidates) {
    const one = finish(candidate);
    candidates.push(measured(one, task, measuring));
    if (task.compare !== 'none' && candidate.kind === 'method') kept.push(compared(one, measuring));
  }
  const rows = agreementRows(kept, task, measuring);
  const agreement = rows.map((row) => lineOf(agreementTable, row)).join('');
  return { candidates, agreement, comparisons: rows.length, failures: pluginFailures(rows) };
}

function measured(one: Finished, task: FindingTask, measuring: Measuring): MeasuredCandidate {
  const tally = new Tally();
  const rows = one.candidate.unscored ? [] : scoreRows(one, task, measuring);
  if (!one.candidate.unscored) tally.add(rows, one.candidate.kind === 'method');
  const scores = rows.map((row) => lineOf(scoresTable, row)).join('');
  return { scores, tally: tally.toPart(), found: foundIn(one) };
}

/** What is compared of a method. */
function compared({ candidate, map, segmentations }: Finished, { agreement }: Measuring): Finished {
  const compares = (what: 'map' | 'segmentation') =>
    agreement.some(({ contribution }) => contribution.needs === what);
  return {
    candidate,
    map: map && compares('map') ? andThen(map, withoutMemories) : undefined,
    segmentations: compares('segmentation') ? segmentations : new Map(),
  };
}

/** The same map as another object: what metrics remember of it, more than itself, can go. */
function withoutMemories(finished: FinishedMap): FinishedMap {
  return { ...finished, map: { ...finished.map } };
}

function foundIn({ map, segmentations }: Finished): Found {
  const boxes = [...segmentations].flatMap(([segmenter, made]) => {
    const best = 'value' in made ? made.value.regions[0]?.box : undefined;
    return best ? [[segmenter, best] as const] : [];
  });
  const made = !map ? {} : 'failure' in map ? { failure: reasonOf(map.failure) } : { blank: map.value.blank };
  return { ...made, boxes: Object.fromEntries(boxes) };
}

function failed(candidate: Candidate, failure: unknown): Candidate {
  if (candidate.claim.is !== 'map') return candidate;
  return { ...candidate, claim: { is: 'none', of: 'map', reason: reasonOf(failure), failed: true } };
}
