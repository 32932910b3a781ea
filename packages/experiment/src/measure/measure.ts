import type { Study } from '../config/study.ts';
import { agreementLine, agreementRows } from './agreement-rows.ts';
import { reasonOf } from './attempt.ts';
import { filterFiles } from './filter-files.ts';
import { finished, type Finished } from './finished.ts';
import { scoresLine } from './rows.ts';
import { scoreRows } from './score-rows.ts';
import type { Candidate, FindingTask, Found, Measured } from './task.ts';
import { Tally } from './tally.ts';

/**
 * Measures one finding: finish, filter, segment, score, compare. Where nothing is compared, one map is held at a time;
 * else those of all candidates, 4 bytes per pixel each and one per segmenter.
 */
export async function measure(task: FindingTask, study: Study): Promise<Measured> {
  const tally = new Tally();
  const files = await filterFiles(study, task.image).catch((failure: unknown) => ({ failure }));
  const finish = (candidate: Candidate) =>
    'failure' in files
      ? finished(failed(candidate, files.failure), task, study, [])
      : finished(candidate, task, study, files);
  const kept: Finished[] = [];
  const found: Found[] = [];
  let scores = '';
  for (const candidate of task.candidates) {
    const one = finish(candidate);
    found.push(foundIn(one));
    if (task.work === 'score') {
      const rows = scoreRows(one, task, study);
      tally.add(rows, candidate.kind === 'method');
      scores += rows.map(scoresLine).join('');
    }
    if (study.agreement.length > 0) kept.push(withoutMemories(one));
  }
  const compared = agreementRows(kept, task, study);
  tally.comparisons += compared.length;
  return { scores, agreement: compared.map(agreementLine).join(''), tally: tally.toPart(), found };
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
  return { blank: map && 'value' in map ? map.value.blank : undefined, boxes: Object.fromEntries(boxes) };
}

function failed(candidate: Candidate, failure: unknown): Candidate {
  if (candidate.claim.is !== 'map') return candidate;
  return { ...candidate, claim: { is: 'none', of: 'map', reason: reasonOf(failure), failed: true } };
}
