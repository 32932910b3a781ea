import { dirname, join } from 'node:path';
import type { Box, FloatTensor } from '@camscope/core';
import { encodeNpy } from '../files/npy.ts';
import type { Tables } from '../files/tables.ts';
import { makeFolder, saveFile } from '../files/write.ts';
import { agreementHeader } from '../measure/agreement-rows.ts';
import type { Measurer } from '../measure/measurer.ts';
import { scoresHeader } from '../measure/rows.ts';
import type { Tally } from '../measure/tally.ts';
import type { FindingTask, Measured } from '../measure/task.ts';
import type { OpenStudy } from '../plan/open-study.ts';
import { throwIfInterrupted } from './interrupted.ts';
import type { Stage } from './progress.ts';

/** What the stages of a run share. */
export interface RunContext {
  readonly opened: OpenStudy;
  /** Folder of the results. */
  readonly out: string;
  readonly tables: Tables;
  readonly measurer: Measurer;
  /** What has come of measuring so far. */
  readonly tally: Tally;
  /** What is known of each map that was written, by its file. */
  readonly kept: Map<string, Kept>;
  readonly signal?: AbortSignal;
  /** Reports the progress of a stage. */
  begin(stage: string, total: number): Stage;
}

/** What is known of a raw map beside its file. */
export interface Kept {
  /** What it spans, in pixels of its frame. */
  readonly region: Box;
  /** The network's, of the class. */
  readonly probability?: number;
}

/** A finding to be measured, and what follows from it. */
export interface Job {
  readonly task: FindingTask;
  done?(measured: Measured): Promise<void> | void;
}

/**
 * Measures findings, as many at once as the measurer takes, and writes their rows in the order of the jobs.
 * @throws CamscopeError INTERRUPTED between two findings.
 */
export async function measureAll(
  { measurer, tables, tally, signal }: RunContext,
  jobs: AsyncIterable<Job> | Iterable<Job>,
): Promise<void> {
  const underWay: { job: Job; measured: Promise<Measured> }[] = [];
  const writeFirst = async () => {
    const { job, measured } = underWay.shift()!;
    const { scores, agreement, tally: part } = await measured;
    await tables.append('scores.csv', scoresHeader, scores);
    if (agreement !== '') await tables.append('agreement.csv', agreementHeader, agreement);
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

/** Where a raw map is kept, relative to the folder of the results. */
export function mapFile(modelFolder: string, method: string, stem: string, target: number): string {
  return join('maps', modelFolder, method, `${stem}.${target}.npy`);
}

export async function saveMap(out: string, file: string, raw: FloatTensor): Promise<void> {
  const [channels, ...plane] = raw.dims;
  await makeFolder(dirname(join(out, file)));
  await saveFile(join(out, file), encodeNpy(channels === 1 ? { ...raw, dims: plane } : raw));
}
