import type { ScoreRow } from '../tables/scores.ts';
import { Summary, type SummaryTally } from './summary.ts';

/** What has come of measuring so far; parts made side by side add up. */
export class Tally {
  /** Of findings: what may give one away has no part in their means. */
  readonly summary = new Summary();
  /** Each reason of a failure, and how many rows it has. */
  readonly failures = new Map<string, number>();
  maps = 0;
  failedMaps = 0;
  rows = 0;
  /** @param rows of one candidate; `isMap` when it is a heatmap of the study. */
  add(rows: readonly ScoreRow[], isMap: boolean): void {
    if (isMap) this.maps++;
    this.rows += rows.length;
    if (isMap && rows.some(({ failed }) => failed)) this.failedMaps++;
    for (const row of rows) {
      if (row.against === 'finding') this.summary.add(row);
      if (row.failed) this.failures.set(row.reason!, (this.failures.get(row.reason!) ?? 0) + 1);
    }
  }

  /** JSON. */
  toPart(): TallyPart {
    const { failures, maps, failedMaps, rows } = this;
    return { summary: this.summary.toPart(), failures: [...failures], maps, failedMaps, rows };
  }

  merge(part: TallyPart): void {
    this.summary.merge(part.summary);
    this.mergeFailures(part.failures);
    this.maps += part.maps;
    this.failedMaps += part.failedMaps;
    this.rows += part.rows;
  }

  /** Those of rows of any table. */
  mergeFailures(failures: TallyPart['failures'] = []): void {
    for (const [reason, n] of failures) this.failures.set(reason, (this.failures.get(reason) ?? 0) + n);
  }
}

export interface TallyPart {
  readonly summary: readonly SummaryTally[];
  readonly failures: readonly (readonly [reason: string, rows: number])[];
  readonly maps: number;
  readonly failedMaps: number;
  readonly rows: number;
}
