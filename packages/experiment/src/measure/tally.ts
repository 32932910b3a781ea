import type { Row } from './rows.ts';
import { Summary } from './summary.ts';

/** What has come of a run so far. */
export class Tally {
  readonly summary = new Summary();
  /** Each reason of a failure, and how many rows it has. */
  readonly failures = new Map<string, number>();
  maps = 0;
  failedMaps = 0;
  rows = 0;

  /** @param rows of one map. */
  add(rows: readonly Row[]): void {
    this.maps++;
    this.rows += rows.length;
    if (rows.some(({ failed }) => failed)) this.failedMaps++;
    for (const row of rows) {
      this.summary.add(row);
      if (row.failed) this.failures.set(row.reason!, (this.failures.get(row.reason!) ?? 0) + 1);
    }
  }
}
