import type { Segmentation } from '@camscope/core';
import { finish, filtered, type FinishedMap } from '../finish/finish.ts';
import type { FilterRasters } from '../finish/filter-rasters.ts';
import { mapOfFixations, segmentationOfAnnotation } from '../finish/of-annotation.ts';
import type { Measuring } from '../chosen.ts';
import { attempt, andThen, type Attempt } from './attempt.ts';
import type { Candidate } from './candidate.ts';
import type { FindingTask } from './finding-task.ts';

/** A candidate as metrics look at it. */
export interface Finished {
  readonly candidate: Candidate;
  /** Absent for a claim without a map. */
  readonly map?: Attempt<FinishedMap>;
  /** By segmenter; under '' for regions that no segmenter made. */
  readonly segmentations: ReadonlyMap<string, Attempt<Segmentation>>;
}

/** Finishes, filters and segments one candidate. What fails is kept as a failure. */
export function finished(
  candidate: Candidate,
  task: FindingTask,
  { filters, segmenters }: Measuring,
  rasters: FilterRasters,
): Finished {
  const { claim } = candidate;
  const { frame } = task.image;
  switch (claim.is) {
    case 'chance':
      return { candidate, segmentations: new Map() };
    case 'annotation': {
      const { fixations, fault } = claim.annotation;
      if (fixations && fault === undefined) {
        const map = attempt(() => mapOfFixations(fixations, frame));
        return { candidate, map, segmentations: new Map() };
      }
      const segmentation = segmentationOfAnnotation(claim.annotation, frame);
      return { candidate, segmentations: new Map([['', segmentation]]) };
    }
    case 'none': {
      const failure: Attempt<never> = { failure: claim.reason };
      if (claim.of === 'annotation') return { candidate, segmentations: new Map([['', failure]]) };
      const segmentations = new Map(segmenters.map(({ name }) => [name, failure]));
      return { candidate, map: failure, segmentations };
    }
    case 'uniform': {
      const data = new Float32Array(frame.width * frame.height).fill(1);
      return { candidate, map: { value: { map: { ...frame, data } } }, segmentations: new Map() };
    }
    case 'map': {
      const map = attempt(() => filtered(finish(claim, frame), filters, rasters));
      const context = { label: task.label, probability: candidate.probability };
      const segmentations = segmenters.map(({ name, contribution, options: given }) => {
        const tuned = candidate.tuned?.[name];
        if (tuned && 'reason' in tuned)
          return [name, 'failure' in map ? map : { failure: tuned.reason }] as const;
        const options = tuned?.options ?? given;
        return [name, andThen(map, (value) => contribution.segment(value.map, options, context))] as const;
      });
      return { candidate, map, segmentations: new Map(segmentations) };
    }
  }
}
