import type { FactorTable } from '@camscope/statistics';
import type { ReportOptions } from '../options.ts';
import { comparisonOf, type Comparison, type Judged } from './comparison.ts';
import { Estimates } from './estimates.ts';
import { leaderOf, type Leader } from './leader.ts';
import type { MeasureList } from './measures.ts';
import { scoreCube } from './score-cube.ts';
import type { SeriesList } from './series.ts';

/**
 * All scores, by metric and segmenter; what is computed of them is computed once. Regions that no segmenter made, a prior's
 * or a reader's, stand beside those of each.
 */
export class Scores {
  readonly #slices = new Map<string, Map<string, FactorTable>>();
  readonly #estimates = new Map<FactorTable, Estimates>();
  readonly #comparisons = new Map<FactorTable, Comparison>();
  readonly #series: SeriesList;
  readonly #measures: MeasureList;
  readonly #options: ReportOptions;

  constructor(
    table: FactorTable | undefined,
    series: SeriesList,
    measures: MeasureList,
    options: ReportOptions,
  ) {
    this.#series = series;
    this.#measures = measures;
    this.#options = options;
    for (const { key, table: rows } of table?.groupBy('metric') ?? []) {
      const named = rows.levels('segmenter').filter((name) => name !== '');
      const segmenters = named.length > 0 ? named : [''];
      this.#slices.set(
        key['metric'],
        new Map(segmenters.map((name) => [name, rows.where({ segmenter: [name, ''] })])),
      );
    }
  }

  /** Ids of metrics with a row, in the order declared. */
  get metrics(): string[] {
    return [...new Set([...this.#measures.ids('metric'), ...this.#slices.keys()])].filter((id) =>
      this.#slices.has(id),
    );
  }

  /** Of a metric; one without a name for a metric of the map itself. */
  segmenters(metric: string): string[] {
    return [...(this.#slices.get(metric)?.keys() ?? [])];
  }

  /** The preferred segmenter of a metric where it has it, else its first. */
  segmenterFor(metric: string, preferred: string | undefined): string {
    const all = this.segmenters(metric);
    return all.find((name) => name === preferred) ?? all[0];
  }

  rows(metric: string, segmenter: string): FactorTable {
    return this.#slices.get(metric)!.get(segmenter)!;
  }

  estimates(metric: string, segmenter: string): Estimates {
    const rows = this.rows(metric, segmenter);
    let found = this.#estimates.get(rows);
    if (!found) {
      found = new Estimates(scoreCube(rows, this.#series), this.#series, this.#options);
      this.#estimates.set(rows, found);
    }
    return found;
  }

  judged(metric: string, segmenter: string): Judged {
    const { cube } = this.estimates(metric, segmenter);
    const measure = this.#measures.get('metric', metric);
    return { cube, measure, series: this.#series, options: this.#options };
  }

  /** Its methods side by side. */
  comparison(metric: string, segmenter: string): Comparison {
    const rows = this.rows(metric, segmenter);
    let found = this.#comparisons.get(rows);
    if (!found) {
      found = comparisonOf(this.judged(metric, segmenter));
      this.#comparisons.set(rows, found);
    }
    return found;
  }

  /** The best method of a metric; undefined where there is none. */
  leader(metric: string, segmenter: string): Leader | undefined {
    const measure = this.#measures.get('metric', metric);
    return leaderOf(this.comparison(metric, segmenter), measure, this.#options);
  }
}
