import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { isCamscopeError } from '@camscope/core';
import { cannotWrite, makeFolder, saveFile } from '../files/write.ts';
import type { OpenStudy } from '../plan/open-study.ts';
import { lockOf, type Software } from './lock.ts';
import { secondsSince, type Progress } from './progress.ts';
import { csvHeader } from './rows.ts';
import { StudyRun } from './study-run.ts';
import type { SummaryLine } from './summary.ts';

export interface RunRequest {
  /** Folder of the results, made when missing; files of an earlier run in it are overwritten. */
  readonly out: string;
  /** Recorded in the lock. */
  readonly software: Software;
  /** Stops between two lots; what is finished is kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** What came of a run. */
export interface RunResult {
  readonly maps: number;
  readonly rows: number;
  /** Maps of which at least one row failed. */
  readonly failedMaps: number;
  /** Each reason of a failure, and how many rows it has. */
  readonly failures: ReadonlyMap<string, number>;
  readonly interrupted: boolean;
  readonly seconds: number;
  readonly summary: readonly SummaryLine[];
}

/**
 * Runs a study: raw maps to `maps/<model>/<method>/<image>.<class index>.npy`, a row per measurement to `scores.csv`
 * as they come, and what it all depends on to `study.lock.json`.
 * @throws CamscopeError FILE_UNREADABLE when the results cannot be written; RUNTIME_FAILED when a network does not open.
 */
export async function runStudy(opened: OpenStudy, request: RunRequest): Promise<RunResult> {
  const { out, signal, onProgress } = request;
  const start = performance.now();
  const save = (lock: object) => saveFile(join(out, 'study.lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
  await makeFolder(out);
  const lock = await lockOf(opened, request.software);
  await save(lock);
  const file = join(out, 'scores.csv');
  const scores = await open(file, 'w').catch(cannotWrite(file));
  const append = (lines: string) => scores.appendFile(lines).catch(cannotWrite(file));
  const run = new StudyRun(opened, { out, append, onProgress });
  let interrupted = false;
  try {
    await append(csvHeader);
    for (const [i, model] of opened.models.entries()) await run.model(model, opened.plan.models[i], signal);
  } catch (error) {
    if (!isCamscopeError(error) || error.code !== 'INTERRUPTED') throw error;
    interrupted = true;
  } finally {
    await scores.close();
  }
  await save({ ...lock, images: run.imagesDigest(), finished: !interrupted });
  const { maps, rows, failedMaps, failures, summary } = run.tally;
  const seconds = secondsSince(start);
  return { maps, rows, failedMaps, failures, interrupted, seconds, summary: summary.lines() };
}
