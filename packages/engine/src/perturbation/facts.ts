import type { ScoreSpace } from '@camscope/core';

/** What the maps of one image stand on, whatever was known before. */
export interface PerturbationFacts {
  /** Masks that there are. */
  readonly maps: number;
  /** Masks that the maps are made of. */
  readonly taken: number;
  /** Constant channels of the target layer. */
  readonly constant: number;
  /** Channels equal to another, which were run once. */
  readonly duplicates: number;
  /** Distinct masks that the maps stand on. */
  readonly scored: number;
  /** Those that went through the head alone: all, where a method masks the target layer. */
  readonly headPasses: number;
  /** What the scores are. */
  readonly scoreSpace: ScoreSpace;
}
