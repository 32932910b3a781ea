import type { BlankReason, Heatmap, Segmentation } from '@camscope/core';
import { finishMap, type Size } from '@camscope/pixels';
import type { Study } from '../config/study.ts';
import { attempt, andThen, type Attempt } from './attempt.ts';
import type { FilterFiles, Filtering } from './filter-files.ts';
import { heatmapOf } from './heatmap-of.ts';
import { segmentationOfAnnotation } from './of-annotation.ts';
import type { Candidate, Claim, FindingTask } from './task.ts';

/** A candidate as metrics look at it. */
export interface Finished {
  readonly candidate: Candidate;
  /** Absent for a claim without a map. */
  readonly map?: Attempt<FinishedMap>;
  /** By segmenter; under '' for regions that no segmenter made. */
  readonly segmentations: ReadonlyMap<string, Attempt<Segmentation>>;
}

export interface FinishedMap {
  readonly map: Heatmap;
  readonly blank?: BlankReason;
}

/** Finishes, filters and segments one candidate. What fails is kept as a failure. */
export function finished(
  candidate: Candidate,
  task: FindingTask,
  study: Study,
  files: FilterFiles,
): Finished {
  const { claim } = candidate;
  const { frame } = task.image;
  switch (claim.is) {
    case 'chance':
      return { candidate, segmentations: new Map() };
    case 'annotation': {
      const segmentation = attempt(() => segmentationOfAnnotation(claim.annotation, frame));
      return { candidate, segmentations: new Map([['', segmentation]]) };
    }
    case 'none': {
      const failure: Attempt<never> = { failure: claim.reason };
      if (claim.of === 'annotation') return { candidate, segmentations: new Map([['', failure]]) };
      return {
        candidate,
        map: failure,
        segmentations: new Map(study.segmenters.map(({ name }) => [name, failure])),
      };
    }
    case 'uniform': {
      const data = new Float32Array(frame.width * frame.height).fill(1);
      return { candidate, map: { value: { map: { ...frame, data } } }, segmentations: new Map() };
    }
    case 'map': {
      const map = attempt(() => finish(claim, frame, study.filters, files));
      const context = { label: task.label, probability: candidate.probability };
      const segmentations = study.segmenters.map(
        ({ name, contribution, options }) =>
          [name, andThen(map, (value) => contribution.segment(value.map, options, context))] as const,
      );
      return { candidate, map, segmentations: new Map(segmentations) };
    }
  }
}

/** Finishes and filters a raw map. A blank one is not filtered. */
export function finish(
  { raw, gives, region, how }: Extract<Claim, { is: 'map' }>,
  frame: Size,
  filters: Filtering['filters'],
  files: FilterFiles,
): FinishedMap {
  const heatmap = heatmapOf(raw, gives, how.reduce);
  const { map, blank } = finishMap(heatmap, { frame, region }, how);
  if (blank) return { map, blank };
  return {
    map: filters.reduce(
      (before, { contribution, options }, i) => contribution.filter(before, options, files[i]),
      map,
    ),
  };
}
