import type { ServiceIdentifier } from 'inversify';
import type { ContributionKind, ContributionKinds } from '../contracts/define.ts';

/** A contribution and the plugin it came from. */
export interface Contributed<Kind extends ContributionKind = ContributionKind> {
  readonly plugin: string;
  readonly contribution: ContributionKinds[Kind];
}

/**
 * The Inversify token under which contributions of `kind` are bound. Bindings must be unnamed:
 * `getAll` passes named ones over.
 */
export function tokenOf<Kind extends ContributionKind>(kind: Kind): ServiceIdentifier<Contributed<Kind>> {
  return Symbol.for(`@camscope/core/${kind}`);
}
