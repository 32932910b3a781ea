import type { Measuring } from '../chosen.ts';
import { filterRasters, type FilterFiles } from '../finish/filter-rasters.ts';
import { Tally } from '../statistics/tally.ts';
import { agreement as agreementTable } from '../tables/agreement.ts';
import { scores as scoresTable } from '../tables/scores.ts';
import { lineOf } from '../tables/table.ts';
import { agreementRows } from './agreement-rows.ts';
import { attemptAsync, reasonOf } from './attempt.ts';
import type { Candidate } from './candidate.ts';
import { finished, type Finished } from './finished.ts';
import type { FindingTask, Found, Measured, MeasuredCandidate } from './finding-task.ts';
import { scoreRows } from './score-rows.ts';

/**
 * Measures one finding: finish, filter, segment, score, compare. Where nothing is compared, one map is held at a time;
 * else those of all candidates, 4 bytes per pixel each and one per segmenter.
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
    if (measuring.agreement.length > 0 && task.compare !== 'none') kept.push(withoutMemories(one));
  }
  const compared = agreementRows(kept, task, measuring);
  const agreement = compared.map((row) => lineOf(agreementTable, row)).join('');
  return { candidates, agreement, comparisons: compared.length };
}

function measured(one: Finished, task: FindingTask, measuring: Measuring): MeasuredCandidate {
  const tally = new Tally();
  const rows = one.candidate.unscored ? [] : scoreRows(one, task, measuring);
  if (!one.candidate.unscored) tally.add(rows, one.candidate.kind === 'method');
  const scores = rows.map((row) => lineOf(scoresTable, row)).join('');
  return { scores, tally: tally.toPart(), found: foundIn(one) };
}

/** The same maps as other objects: what metrics remember of a map, more than the map itself, can go. */
function withoutMemories(one: Finished): Finished {
  const { map } = one;
  if (!map || 'failure' in map) return one;
  return { ...one, map: { value: { ...map.value, map: { ...map.value.map } } } };
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
