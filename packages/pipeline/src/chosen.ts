import type { ContributionKind, ContributionKinds } from '@camscope/core';

/** A contribution with its options checked. */
export interface Chosen<Kind extends ContributionKind> {
  /** In rows and folders. */
  readonly name: string;
  readonly contribution: ContributionKinds[Kind];
  /** With every default filled in. */
  readonly options: Record<string, unknown>;
}

/** What is done with every finding: maps filtered and segmented, what came of them measured and compared. */
export interface Measuring {
  readonly filters: readonly Chosen<'filter'>[];
  readonly segmenters: readonly Chosen<'segmenter'>[];
  readonly metrics: readonly Chosen<'metric'>[];
  readonly agreement: readonly Chosen<'agreement'>[];
}
