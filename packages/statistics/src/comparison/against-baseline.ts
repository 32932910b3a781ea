import type { Interval } from '../bootstrap/options.ts';
import { holm } from '../significance/holm.ts';
import { winnerOf } from './compare-methods.ts';
import type { MethodComparison, PairComparison } from './types.ts';

/** Which methods are better than one of them. */
export interface BaselineVerdict {
  readonly baseline: string;
  readonly rows: readonly BaselineRow[];
  readonly better: readonly string[];
  readonly worse: readonly string[];
  readonly undecided: readonly string[];
  /** Of the better ones, that with the best mean. */
  readonly best: string | null;
}

export interface BaselineRow {
  readonly method: string;
  /** Of the mean of method - baseline. */
  readonly difference: Interval;
  readonly p: number | null;
  /** By Holm, over these comparisons alone. */
  readonly adjusted: number | null;
  readonly verdict: 'better' | 'worse' | 'undecided';
}

/**
 * Does any method beat the baseline, a mean box for instance? The same tests, adjusted for the comparisons with the baseline
 * alone, since no other is asked about.
 * @throws RangeError when the baseline is not one of the methods compared.
 */
export function againstBaseline(comparison: MethodComparison, baseline: string): BaselineVerdict {
  const names = comparison.methods.map(({ method }) => method);
  if (!names.includes(baseline))
    throw new RangeError(`There is no method '${baseline}' in the comparison, but ${names.join(', ')}`);
  const { alpha, direction } = comparison;
  const pairs = comparison.pairs
    .filter(({ a, b }) => a === baseline || b === baseline)
    .map((pair) => (pair.b === baseline ? pair : turned(pair)));
  const adjusted = holm(pairs.map(({ p }) => p));
  const rows = pairs.map((pair, i): BaselineRow => {
    const winner = winnerOf(pair, adjusted[i], direction, alpha);
    const verdict = winner === null ? 'undecided' : winner === baseline ? 'worse' : 'better';
    return { method: pair.a, difference: pair.difference, p: pair.p, adjusted: adjusted[i], verdict };
  });
  const those = (verdict: BaselineRow['verdict']) =>
    rows.filter((row) => row.verdict === verdict).map(({ method }) => method);
  const sign = direction === 'higher' ? 1 : -1;
  const better = rows
    .filter(({ verdict }) => verdict === 'better')
    .sort((x, y) => sign * ((y.difference.estimate ?? 0) - (x.difference.estimate ?? 0)));
  return {
    baseline,
    rows,
    better: those('better'),
    worse: those('worse'),
    undecided: those('undecided'),
    best: better[0]?.method ?? null,
  };
}

/** b - a instead of a - b. */
function turned({ a, b, z, p, difference }: PairComparison) {
  const negated = (value: number | null) => (value === null ? null : -value);
  const { estimate, low, high } = difference;
  return {
    a: b,
    b: a,
    p,
    z: negated(z),
    difference: { ...difference, estimate: negated(estimate), low: negated(high), high: negated(low) },
  };
}
