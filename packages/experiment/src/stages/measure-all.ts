import {
  agreement as agreementTable,
  scores as scoresTable,
  type FindingTask,
  type Measured,
  type Measurer,
} from '@camscope/pipeline';
import type { TableWriter } from '../files/table-writer.ts';
import { throwIfInterrupted } from '../host/interrupted.ts';
import type { RunAtHand } from './stage.ts';

/** A finding to be measured, and what follows from it. */
export interface MeasuringJob {
  readonly task: FindingTask;
  done?(measured: Measured): Promise<void> | void;
}

/**
 * Measures findings, as many at once as the measurer takes, and writes their rows in the order of the jobs.
 * @throws CamscopeError INTERRUPTED between two findings.
 */
export async function measureAll(
  jobs: AsyncIterable<MeasuringJob> | Iterable<MeasuringJob>,
  { tally, signal }: RunAtHand,
  measurer: Measurer,
  tables: TableWriter,
): Promise<void> {
  const underWay: { job: MeasuringJob; measured: Promise<Measured> }[] = [];
  const writeFirst = async () => {
    const { job, measured } = underWay.shift()!;
    const { scores, agreement, tally: part } = await measured;
    await tables.appendLines(scoresTable, scores);
    if (agreement !== '') await tables.appendLines(agreementTable, agreement);
    tally.merge(part);
    await job.done?.(await measured);
  };
  try {
    for await (const job of jobs) {
      const measured = measurer.measure(job.task);
      measured.catch(() => undefined);
      underWay.push({ job, measured });
      if (underWay.length >= measurer.width) await writeFirst();
      throwIfInterrupted(signal);
    }
  } finally {
    // Also when interrupted: what is measured is kept.
    while (underWay.length > 0) await writeFirst();
  }
}
