import type { Row } from './rows.ts';

/** The mean of one metric over the images of a class; derived from the rows, never kept in their place. */
export interface SummaryLine {
  readonly model: string;
  readonly class: string;
  readonly method: string;
  readonly segmenter: string;
  readonly metric: string;
  /** Rows with a value. */
  readonly n: number;
  /** Rows without one. */
  readonly missing: number;
  /** Null when no row has a value. */
  readonly mean: number | null;
}

interface Tally extends Omit<SummaryLine, 'mean'> {
  n: number;
  missing: number;
  sum: number;
}

/** Adds rows up as they come. */
export class Summary {
  readonly #tallies = new Map<string, Tally>();

  add(row: Row): void {
    const { model, class: label, method, segmenter, metric } = row;
    const key = JSON.stringify([model, label, method, segmenter, metric]);
    let tally = this.#tallies.get(key);
    if (!tally) {
      tally = { model, class: label, method, segmenter, metric, n: 0, missing: 0, sum: 0 };
      this.#tallies.set(key, tally);
    }
    if (row.value === null) tally.missing++;
    else {
      tally.n++;
      tally.sum += row.value;
    }
  }

  /** In the order in which the groups first came. */
  lines(): SummaryLine[] {
    return [...this.#tallies.values()].map(({ sum, ...line }) => ({
      ...line,
      mean: line.n > 0 ? sum / line.n : null,
    }));
  }
}
