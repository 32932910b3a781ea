import type { ScoreSpace } from '@camscope/core';

/** How a method of perturbation came to its maps of one image. */
export interface PerturbationFacts {
  /** Masks that there are. */
  readonly maps: number;
  /** Masks that the maps are made of. */
  readonly taken: number;
  /** Constant channels of the target layer. */
  readonly constant: number;
  /** Channels equal to another, which were run once. */
  readonly duplicates: number;
  /** Masks that were run for this result. */
  readonly scored: number;
  /** Masks that had been run before. */
  readonly reused: number;
  /** Runs of the head alone: those of methods that mask the target layer. */
  readonly headPasses: number;
  /** What the scores are. */
  readonly scoreSpace: ScoreSpace;
  /** Masks in one run, as last chosen. */
  readonly chunk: number;
}
