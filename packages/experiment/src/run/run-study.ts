import { access } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { isCamscopeError } from '@camscope/core';
import { sha256 } from '../files/sha256.ts';
import { Tables } from '../files/tables.ts';
import { makeFolder, saveFile } from '../files/write.ts';
import { measureHere, type Measurer } from '../measure/measurer.ts';
import { scoresHeader } from '../measure/rows.ts';
import type { SummaryLine } from '../measure/summary.ts';
import { Tally } from '../measure/tally.ts';
import { measureInWorkers, type WorkerStart } from '../measure/worker-measurer.ts';
import type { OpenStudy } from '../plan/open-study.ts';
import { countPlan } from '../plan/plan.ts';
import { type RunContext } from './context.ts';
import { describeFindings } from './describe-findings.ts';
import { explainModel } from './explain-models.ts';
import { lockOf, type Software } from './lock.ts';
import { measureAcross } from './measure-across.ts';
import { measureImports } from './measure-imports.ts';
import { measurePriors } from './measure-priors.ts';
import { predict } from './predict.ts';
import { secondsSince, stageOf, type Progress } from './progress.ts';
import { checkSanity } from './check-sanity.ts';
import { askNetworks } from './ask-networks.ts';

export interface RunRequest {
  /** Folder of the results, made when missing; tables of an earlier run in it are discarded. */
  readonly out: string;
  /** Recorded in the lock. */
  readonly software: Software;
  /** How to start a thread that measures; without it, the calling thread measures. */
  readonly worker?: WorkerStart;
  /** Stops between two findings; what is finished is kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
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
}

const LOCK = 'study.lock.json';

/** What a run may leave beside its lock; an earlier run's would be taken for its own. */
const WRITTEN = [
  ...['run.json', 'images.csv', 'maps.csv', 'scores.csv', 'agreement.csv', 'findings.csv', 'predictions.csv'],
  ...['classification.csv', 'faithfulness.csv', 'faithfulness-curves.csv', 'sanity.csv'],
];

/** A study of fewer maps is measured before a worker would have started. */
const WORTH_WORKERS = 200;

/**
 * Runs a study, stage by stage, and writes what comes of it: raw maps to `maps/`, a table of each kind as CSV, and
 * what it all depends on to `study.lock.json`. How it went is in `run.json`.
 * @throws CamscopeError FILE_UNREADABLE when the results cannot be written; RUNTIME_FAILED when a network does not open.
 */
export async function runStudy(opened: OpenStudy, request: RunRequest): Promise<RunResult> {
  const { out, signal, onProgress } = request;
  const start = performance.now();
  const save = (lock: object) => saveFile(join(out, LOCK), `${JSON.stringify(lock, null, 2)}\n`);
  const tables = new Tables(out);
  await makeFolder(out);
  if (await exists(join(out, LOCK))) await tables.discard(WRITTEN);
  const lock = await lockOf(opened, request.software);
  await save(lock);
  const measurer = measurerOf(opened, request.worker);
  const tally = new Tally();
  const begin = (stage: string, total: number) => stageOf(stage, total, onProgress);
  const context: RunContext = { opened, out, tables, measurer, tally, kept: new Map(), signal, begin };
  const hashes = new Map<string, string>();
  let interrupted = false;
  try {
    await stages(context, hashes);
  } catch (error) {
    if (!isCamscopeError(error) || error.code !== 'INTERRUPTED') throw error;
    interrupted = true;
  } finally {
    await tables.close();
    await measurer.stop();
  }
  const { maps, rows, comparisons, failedMaps, failures, summary } = tally;
  const seconds = secondsSince(start);
  await save({ ...lock, images: digestOf(hashes), finished: !interrupted });
  const account = {
    study: relative(out, opened.study.file.path),
    ended: new Date().toISOString(),
    ...{ seconds, finished: !interrupted, maps, rows, comparisons, failedMaps },
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    failures: [...failures].map(([reason, count]) => ({ reason, count })),
    notes: opened.notes,
  };
  await saveFile(join(out, 'run.json'), `${JSON.stringify(account, null, 2)}\n`);
  return { maps, rows, comparisons, failedMaps, failures, interrupted, seconds, summary: summary.lines() };
}

async function stages(context: RunContext, hashes: Map<string, string>): Promise<void> {
  const { opened, tables } = context;
  const { plan, models } = opened;
  await tables.append('scores.csv', scoresHeader, '');
  await describeFindings(context);
  const explained = context.begin('maps', countPlan(opened).maps);
  for (const [i, model] of models.entries())
    await explainModel(context, model, plan.models[i], explained, ({ image, sha256: hash }) => {
      if (hash) hashes.set(image.sample.id, hash);
    });
  for (const imported of plan.imports) await measureImports(context, imported, explained);
  await measurePriors(context);
  await measureAcross(context);
  await predict(context);
  await askNetworks(context);
  await checkSanity(context);
}

function measurerOf(opened: OpenStudy, worker: WorkerStart | undefined): Measurer {
  const { maps } = countPlan(opened);
  const { study } = opened;
  const count = study.workers ?? (maps < WORTH_WORKERS ? 0 : Math.min(4, availableParallelism()));
  return worker && count > 0 ? measureInWorkers(worker, count) : measureHere(study);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** One hash over the lines `<sha256>  <id>` of all images read, sorted by id. */
function digestOf(hashes: ReadonlyMap<string, string>): { read: number; sha256: string } {
  const lines = [...hashes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, hash]) => `${hash}  ${id}\n`);
  return { read: lines.length, sha256: sha256(lines.join('')) };
}
