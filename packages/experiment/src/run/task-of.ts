import type { Sample } from '@camscope/core';
import type { Candidate, FindingTask, Work } from '../measure/task.ts';
import type { Finding } from '../plan/plan.ts';

/** What is measured of one finding of a sample. */
export function taskOf(
  { id, image, patient, frame }: Sample,
  { label, annotations }: Pick<Finding, 'label' | 'annotations'>,
  candidates: readonly Candidate[],
  work: Work = 'score',
): FindingTask {
  return { image: { id, file: image, patient, frame }, label, annotations, candidates, work };
}
