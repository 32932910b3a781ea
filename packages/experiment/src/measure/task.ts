import type { Annotation, BlankReason, Box, Explainer, FloatTensor } from '@camscope/core';
import type { MapOptions } from './heatmap-of.ts';
import type { TallyPart } from './tally.ts';

/** Whether a row speaks of a method, of a guess that knows nothing of the image, or of a human reader. */
export type CandidateKind = 'method' | 'prior' | 'reader';

/** Something that claims to know where a finding is. Plain data: it can be sent to a worker. */
export interface Candidate {
  /** In rows: a method's or prior's name, or `reader:<name>`. */
  readonly name: string;
  readonly kind: CandidateKind;
  /** Empty for a prior or a reader, who need no network. */
  readonly model: string;
  readonly layer?: string;
  /** Its map was made elsewhere. */
  readonly imported?: boolean;
  /** The class's logit and probability. */
  readonly score?: number;
  readonly probability?: number;
  readonly claim: Claim;
}

export type Claim =
  | {
      readonly is: 'map';
      /** float32 [1,h,w] or [C,H,W]. */
      readonly raw: FloatTensor;
      readonly gives?: Explainer['gives'];
      /** What it spans, in pixels of the frame. */
      readonly region: Box;
      /** How it is finished. */
      readonly how: MapOptions;
    }
  /** Regions without a map. */
  | { readonly is: 'annotation'; readonly annotation: Annotation }
  /** The same heat everywhere. */
  | { readonly is: 'uniform' }
  /** What each metric expects of a map that knows nothing. */
  | { readonly is: 'chance' }
  /** Nothing is claimed: because something failed, or because there is nothing to go by. */
  | {
      readonly is: 'none';
      /** What it would have been. */
      readonly of: 'map' | 'annotation';
      readonly reason: string;
      readonly failed: boolean;
    };

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
  /** What each reader drew. */
  readonly annotations: readonly Annotation[];
  readonly candidates: readonly Candidate[];
  /** Which of them are scored against the readers, and which are compared with each other. */
  readonly work: Work;
}

/**
 * `score`: every candidate against every reader, and the methods of one network with each other and the readers.
 * `across`: what is made apart, and no scores: the same method on different networks with each other, and the methods of a
 * network with heatmaps of it made elsewhere.
 */
export type Work = 'score' | 'across';

/** What came of a task, as lines of tables. Plain data. */
export interface Measured {
  readonly scores: string;
  readonly agreement: string;
  /** What they add up to. */
  readonly tally: TallyPart;
  /** What was found on each candidate's map, in the order of the candidates. */
  readonly found: readonly Found[];
}

export interface Found {
  /** Why the map says nothing. */
  readonly blank?: BlankReason;
  /** The best region's box, by segmenter, in pixels of the original image. */
  readonly boxes: Readonly<Record<string, Box>>;
}
