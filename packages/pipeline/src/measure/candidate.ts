import type { Annotation, BaselineClaim } from '@camscope/core';
import type { UnfinishedMap } from '../finish/finish.ts';
import type { TunedOptions } from './tuning.ts';

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
  /** It is compared with others, but not measured. */
  readonly unscored?: true;
  /** Its map was made elsewhere. */
  readonly imported?: boolean;
  /** The class's logit and probability. */
  readonly score?: number;
  readonly probability?: number;
  /** Options of segmenters that have been tuned for it and the class at hand, by the segmenters' names. */
  readonly tuned?: Readonly<Record<string, TunedOptions>>;
  readonly claim: Claim;
}

export type MapClaim = { readonly is: 'map' } & UnfinishedMap;

export type Claim =
  | MapClaim
  /** What a reader gave: regions without a map, or fixations, of which a map is made. */
  | { readonly is: 'annotation'; readonly annotation: Annotation }
  | Extract<BaselineClaim, { is: 'uniform' | 'chance' }>
  /** Nothing is claimed: because something failed, or because there is nothing to go by. */
  | (Extract<BaselineClaim, { is: 'none' }> & { readonly failed: boolean });
