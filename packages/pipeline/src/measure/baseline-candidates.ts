import type { BaselineClaim, BaselineFinding, Dataset } from '@camscope/core';
import { wholeOf } from '@camscope/pixels';
import type { Chosen } from '../chosen.ts';
import type { MapOptions } from '../finish/map-options.ts';
import { andThen, attempt, reasonOf } from './attempt.ts';
import type { Candidate, Claim } from './candidate.ts';

export interface BaselinesRequest {
  readonly baselines: readonly Chosen<'baseline'>[];
  readonly data: Dataset;
  readonly seed: number;
  /** How their maps are finished. */
  readonly how: MapOptions;
}

/** Lets baselines learn from the data; what comes of it gives all that they claim of a finding. */
export function baselineCandidates({
  baselines,
  data,
  seed,
  how,
}: BaselinesRequest): (finding: BaselineFinding) => Candidate[] {
  const ready = baselines.map(({ name, contribution, options }) => ({
    name,
    kind: contribution.series,
    claimsOf: attempt(() => contribution.over(data, options, { seed })),
  }));
  return (finding) =>
    ready.flatMap(({ name, kind, claimsOf }) => {
      const claims = andThen(claimsOf, (of) => of(finding));
      if ('failure' in claims) return [failing(name, kind, claims.failure)];
      return claims.value.map(({ of, claim }): Candidate => ({
        name: of === undefined ? name : `${name}:${of}`,
        kind,
        model: '',
        claim: claimOf(claim, finding, how),
      }));
    });
}

/** One that failed stands where its claim would. */
function failing(name: string, kind: 'prior' | 'reader', failure: unknown): Candidate {
  const of = kind === 'prior' ? 'map' : 'annotation';
  return { name, kind, model: '', claim: { is: 'none', of, reason: reasonOf(failure), failed: true } };
}

function claimOf(claim: BaselineClaim, { sample: { frame } }: BaselineFinding, how: MapOptions): Claim {
  if (claim.is === 'none') return { ...claim, failed: false };
  if (claim.is !== 'map') return claim;
  return { ...claim, region: wholeOf(frame), how };
}
