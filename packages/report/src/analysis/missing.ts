import type { Context } from './context.ts';

/** Scores without a value. */
export interface Missing {
  /** Scores in all. */
  readonly rows: number;
  /** Of them, those without a value. */
  readonly values: number;
  /** Maps that say nothing, among the scores of the primary metric. */
  readonly blanks: number;
  readonly reasons: readonly MissingReason[];
  readonly blankReasons: readonly MissingReason[];
}

export interface MissingReason {
  readonly reason: string;
  readonly count: number;
  readonly methods: readonly string[];
  readonly metrics: readonly string[];
}

export function missingOf({ data, scores: all, primary }: Context): Missing {
  const { scores } = data;
  if (!scores || !primary) return { rows: 0, values: 0, blanks: 0, reasons: [], blankReasons: [] };
  const withReason = scores.where({ reason: scores.levels('reason').filter((level) => level !== '') });
  const reasons = reasonsIn(withReason, 'reason', true);
  const rest = scores.missing() - reasons.reduce((sum, reason) => sum + reason.count, 0);
  const judged = all.rows(primary.measure.id, primary.segmenter);
  const blank = judged.where({ blank: judged.levels('blank').filter((level) => level !== '') });
  const blankReasons = reasonsIn(blank, 'blank', false);
  return {
    rows: scores.size,
    values: scores.missing(),
    blanks: blankReasons.reduce((sum, reason) => sum + reason.count, 0),
    reasons:
      rest > 0 ? [...reasons, { reason: 'no reason given', count: rest, methods: [], metrics: [] }] : reasons,
    blankReasons,
  };
}

type Rows = NonNullable<Context['data']['scores']>;

function reasonsIn(rows: Rows, factor: 'reason' | 'blank', missingOnly: boolean): MissingReason[] {
  return rows
    .groupBy(factor)
    .map(({ key, table }) => ({
      reason: key[factor],
      count: missingOnly ? table.missing() : table.size,
      methods: table.levels('method'),
      metrics: table.levels('metric'),
    }))
    .filter((reason) => reason.count > 0)
    .sort((a, b) => b.count - a.count);
}
