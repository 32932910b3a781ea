import { relative } from 'node:path';
import { createScope, FILES, isCamscopeError, PROGRESS, type Files, type Progress } from '@camscope/core';
import {
  ACCOUNT_FILE,
  fileOf,
  LOCK_FILE,
  MEASURER,
  scores,
  tables,
  Tally,
  type SummaryLine,
} from '@camscope/pipeline';
import { sha256 } from '../files/sha256.ts';
import { TABLES } from '../files/table-writer.ts';
import type { OpenStudy } from '../open/open-study.ts';
import { STAGE, type RunAtHand } from '../stages/stage.ts';
import { stagesModule } from '../stages/stages.ts';
import { lockOf, type Software } from './lock.ts';
import { runModule } from './run-module.ts';

export interface RunRequest {
  /** Folder of the results, made when missing; tables of an earlier run in it are discarded. */
  readonly out: string;
  /** Recorded in the lock. */
  readonly software: Software;
  /** Stops between two findings; what is finished is kept. */
  readonly signal?: AbortSignal;
}

/** What came of a run. */
export interface RunResult {
  readonly maps: number;
  readonly rows: number;
  /** Rows of agreement. */
  readonly comparisons: number;
  /** Maps of which at least one row failed. */
  readonly failedMaps: number;
  /** Each reason of a failure, and how many rows it has. */
  readonly failures: ReadonlyMap<string, number>;
  readonly interrupted: boolean;
  readonly seconds: number;
  readonly summary: readonly SummaryLine[];
  /** What came up on the way, beside the notes of the study as it was opened. */
  readonly notes: readonly string[];
}

/** Tells nobody. */
const silent: Progress = { begin: () => ({ advance: () => undefined }) };

/**
 * Runs a study, stage by stage, and writes what comes of it: raw maps to `maps/`, a table of each kind as CSV, and
 * what it all depends on to `study.lock.json`. How it went is in `run.json`.
 * @throws CamscopeError FILE_UNREADABLE when the results cannot be written; RUNTIME_FAILED when a network does not open.
 */
export async function runStudy(opened: OpenStudy, request: RunRequest): Promise<RunResult> {
  const { out, signal } = request;
  const start = performance.now();
  const files = opened.container.get(FILES);
  const save = (name: string, value: object) =>
    files.write(files.resolve(out, name), `${JSON.stringify(value, null, 2)}\n`);
  await files.makeFolder(out);
  await discardEarlier(files, out);
  const lock = await lockOf(opened, request.software);
  await save(LOCK_FILE, lock);
  const notes: string[] = [];
  const note = (text: string) => void notes.push(text);
  const run: RunAtHand = { opened, out, tally: new Tally(), hashes: new Map(), note, signal };
  const interrupted = await runStages(run);
  const { maps, rows, comparisons, failedMaps, failures, summary } = run.tally;
  const seconds = (performance.now() - start) / 1000;
  await save(LOCK_FILE, { ...lock, images: digestOf(run.hashes), finished: !interrupted });
  await save(ACCOUNT_FILE, {
    study: relative(out, opened.study.file.path),
    ended: new Date().toISOString(),
    ...{ seconds, finished: !interrupted, maps, rows, comparisons, failedMaps },
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    failures: [...failures].map(([reason, count]) => ({ reason, count })),
    notes: [...opened.notes, ...notes],
  });
  const counts = { maps, rows, comparisons, failedMaps, failures };
  return { ...counts, interrupted, seconds, summary: summary.lines(), notes };
}

/** An earlier run's tables would be taken for this one's. */
async function discardEarlier(files: Files, out: string): Promise<void> {
  if (!(await files.exists(files.resolve(out, LOCK_FILE)))) return;
  for (const name of [ACCOUNT_FILE, ...tables.map(fileOf)]) await files.remove(files.resolve(out, name));
}

/** Runs the stages one after the other. @returns whether they were interrupted. */
async function runStages(run: RunAtHand): Promise<boolean> {
  const container = createScope(run.opened.container, runModule(run), stagesModule);
  if (!container.isBound(PROGRESS)) container.bind(PROGRESS).toConstantValue(silent);
  try {
    await container.get(TABLES).append(scores, []);
    for (const stage of container.getAll(STAGE)) await stage.run();
    return false;
  } catch (error) {
    if (!isCamscopeError(error) || error.code !== 'INTERRUPTED') throw error;
    return true;
  } finally {
    await container.get(MEASURER).stop();
  }
}

/** One hash over the lines `<sha256>  <id>` of all images read, sorted by id. */
function digestOf(hashes: ReadonlyMap<string, string>): { read: number; sha256: string } {
  const lines = [...hashes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, hash]) => `${hash}  ${id}\n`);
  return { read: lines.length, sha256: sha256(lines.join('')) };
}
