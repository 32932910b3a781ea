import type { ServiceIdentifier } from 'inversify';
import type { ContributionKind, ContributionKinds } from '../contracts/kinds.ts';

/** What a part of type `T` is bound to, and asked for by. */
export type Token<T> = ServiceIdentifier<T>;

/** The token `@camscope/<name>`: a global symbol, so that two copies of core mean the same part. */
export function token<T>(name: string): Token<T> {
  return Symbol.for(`@camscope/${name}`);
}

/** A contribution and the plugin it came from. */
export interface Contributed<Kind extends ContributionKind = ContributionKind> {
  readonly plugin: string;
  readonly contribution: ContributionKinds[Kind];
  /** `file:line:column` where the plugin is named, if a file names it. */
  readonly at?: string;
}

/**
 * The token of all contributions of a kind. Bindings must be unnamed: `getAll` passes named ones over.
 */
export function tokenOf<Kind extends ContributionKind>(kind: Kind): Token<Contributed<Kind>> {
  return token(`contribution/${kind}`);
}
