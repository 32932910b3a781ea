import type { Annotation, BlankReason, Box, Sample } from '@camscope/core';
import type { TallyPart } from '../statistics/tally.ts';
import type { Candidate } from './candidate.ts';
import type { Failures } from './failures.ts';

/** Everything that is measured of one finding at a time. Plain data. */
export interface FindingTask {
  readonly image: {
    readonly id: string;
    /** Absolute path. */
    readonly file: string;
    readonly patient?: string;
    readonly frame: { readonly width: number; readonly height: number };
  };
  /** In the data's spelling. */
  readonly label: string;
  /** What each reader drew, or where they looked. */
  readonly annotations: readonly Annotation[];
  /** Where readers looked on images of other patients, for metrics that ask. */
  readonly others?: Float64Array;
  readonly candidates: readonly Candidate[];
  /** Which of them are compared with each other and with the readers. */
  readonly compare: Comparison;
}

/**
 * `together`: the methods of one network with each other and with the readers. `apart`: what is made apart, the same method on
 * different networks with each other, and the methods of a network with heatmaps of it made elsewhere. `none`: nothing.
 */
export type Comparison = 'together' | 'apart' | 'none';

/** What came of a task, as lines of tables. Plain data. */
export interface Measured {
  /** In the order of the candidates. */
  readonly candidates: readonly MeasuredCandidate[];
  readonly agreement: string;
  /** Rows of agreement. */
  readonly comparisons: number;
  /** What plugins are to blame for, of these. */
  readonly failures?: Failures;
}

export interface MeasuredCandidate {
  /** Every measurement against every reader; nothing where it was only to be compared. */
  readonly scores: string;
  /** What they add up to. */
  readonly tally: TallyPart;
  /** What was found on its map. */
  readonly found: Found;
}

export interface Found {
  /** Why the map says nothing. */
  readonly blank?: BlankReason;
  /** Why nothing could be made of it. */
  readonly failure?: string;
  /** The best region's box, by segmenter, in pixels of the original image. */
  readonly boxes: Readonly<Record<string, Box>>;
}

/** What is measured of one finding of a sample. */
export function taskOf(
  { id, image, patient, frame }: Sample,
  { label, annotations, others }: Pick<FindingTask, 'label' | 'annotations' | 'others'>,
  candidates: readonly Candidate[],
  compare: Comparison = 'together',
): FindingTask {
  return { image: { id, file: image, patient, frame }, label, annotations, others, candidates, compare };
}
