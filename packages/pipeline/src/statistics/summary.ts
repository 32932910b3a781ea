import type { ScoreRow } from '../tables/scores.ts';

/** The mean of one metric over the findings of a class; derived from the rows, never kept in their place. */
export interface SummaryLine extends SummaryKey {
  /** Rows with a value. */
  readonly n: number;
  /** Rows without one. */
  readonly missing: number;
  /** Null when no row has a value. */
  readonly mean: number | null;
}

interface SummaryKey {
  /** Empty for a prior or a reader. */
  readonly model: string;
  readonly class: string;
  readonly method: string;
  readonly segmenter: string;
  readonly metric: string;
}

export interface SummaryTally extends SummaryKey {
  n: number;
  missing: number;
  sum: number;
}

type Within<T> = Map<string, Map<string, T>>;

/** Adds rows up as they come. */
export class Summary {
  readonly #tallies: SummaryTally[] = [];
  /** By model, class, method, segmenter and metric. */
  readonly #byKey: Within<Within<Map<string, SummaryTally>>> = new Map();

  add(row: ScoreRow): void {
    const tally = this.#tallyOf(row);
    if (typeof row.value === 'number') {
      tally.n++;
      tally.sum += row.value;
    } else tally.missing++;
  }

  toPart(): readonly SummaryTally[] {
    return [...this.#tallies];
  }

  merge(part: readonly SummaryTally[]): void {
    for (const { n, missing, sum, ...key } of part) {
      const tally = this.#tallyOf(key);
      tally.n += n;
      tally.missing += missing;
      tally.sum += sum;
    }
  }

  /** In the order in which the groups first came. */
  lines(): SummaryLine[] {
    return this.#tallies.map(({ sum, ...line }) => ({
      ...line,
      mean: line.n > 0 ? sum / line.n : null,
    }));
  }

  #tallyOf({ model, class: label, method, segmenter, metric }: SummaryKey): SummaryTally {
    const methods = within(within(this.#byKey, model), label);
    const metrics = within(within(methods, method), segmenter);
    let tally = metrics.get(metric);
    if (!tally) {
      tally = { model, class: label, method, segmenter, metric, n: 0, missing: 0, sum: 0 };
      metrics.set(metric, tally);
      this.#tallies.push(tally);
    }
    return tally;
  }
}

function within<T>(outer: Within<T>, key: string): Map<string, T> {
  let inner = outer.get(key);
  if (!inner) outer.set(key, (inner = new Map()));
  return inner;
}
