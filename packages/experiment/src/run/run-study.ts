import { CamscopeError, createScope, FILES, isCamscopeError, type Files } from '@camscope/core';
import { ACCOUNT_FILE, MEASURER, PARTIAL_FILE, Tally, type SummaryLine } from '@camscope/pipeline';
import { relative } from 'pathe';
import type { OpenStudy } from '../open/open-study.ts';
import { DEVICE_CLOCK, type DeviceTime } from '../host/device-clock.ts';
import { STAGE } from '../stages/work.ts';
import { stagesModule } from '../stages/stages.ts';
import type { UnitStore } from '../store/unit-store.ts';
import { shareOf, type Shard } from '../units/shards.ts';
import type { Unit } from '../units/unit.ts';
import { assemble, discard, type Assembled } from './assemble.ts';
import { guarded, refuseForeign, takeFolder } from './folder.ts';
import { whileGrowing, type TablesMeanwhile } from './grow.ts';
import { Lost } from './ledger.ts';
import { lockOf } from './lock.ts';
import { keepPaces } from './paces.ts';
import { removeOtherMaps } from './other-maps.ts';
import { missingShards, refuseOthers, takeFrom } from './merge.ts';
import { prepareRun, type PreparedRun } from './prepare-run.ts';
import { runModule } from './run-module.ts';
import { writeShard } from './shard-file.ts';
import type { Software } from './software.ts';
import { unitsText } from './units-file.ts';

export interface RunRequest {
  /** Folder of the results, made when missing. */
  readonly out: string;
  /** Recorded in the lock. */
  readonly software: Software;
  /** Does a share of the units, and leaves tables to whoever merges. */
  readonly shard?: Shard;
  /**
   * Folders and stores of the parts of a run, done by others: what their units gave is taken over, and what failed there is done. What
   * stands on all parts is left to do.
   */
  readonly merge?: readonly { readonly folder: string; readonly store: UnitStore }[];
  /** Takes over a folder that holds something else. */
  readonly force?: boolean;
  /** Makes tables of what is done while the run goes on, too; a shard makes none. Without it they are made at the end. */
  readonly meanwhile?: TablesMeanwhile;
  /** Stops between two units; what is finished is kept. */
  readonly signal?: AbortSignal;
  /** Hears what will be done, before it is. */
  readonly onPlan?: (run: PreparedRun) => Promise<void>;
  /** Hears that the folder is taken, and that work begins. */
  readonly onBegin?: () => void;
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
  /** Units, of which so many are not done. */
  readonly units: { readonly all: number; readonly left: number; readonly failed: number };
  readonly seconds: number;
  /** How the time of the stages went. */
  readonly device: DeviceTime;
  readonly summary: readonly SummaryLine[];
  /** What came up on the way, beside the notes of the study as it was opened. */
  readonly notes: readonly string[];
}

/** Damaged entries are made again, but a disk that loses what it is given ends the run. */
const MOST_LOST = 3;

/**
 * Does what the units of a study lack, and assembles its tables and maps: `study.lock.json` says what it all depends on,
 * `units.json` what it consists of, `run.json` how it went.
 * @throws CamscopeError CONFIG_INVALID for a folder with something else in it; FILE_UNREADABLE when the results or the store
 *   cannot be written; RUNTIME_FAILED when a network does not open. What is finished is kept.
 */
export async function runStudy(opened: OpenStudy, request: RunRequest): Promise<RunResult> {
  const { out, software, shard, force = false, signal } = request;
  const start = performance.now();
  const files = opened.container.get(FILES);
  const { path } = opened.study.file;
  const place = { out, study: path };
  if (!force) await refuseForeign(files, place);
  const run = await prepareRun(opened, { software, failedIsDone: request.merge !== undefined, signal });
  const lock = `${JSON.stringify(await lockOf(run, software), null, 2)}\n`;
  if (request.merge) await takeParts(run, request.merge, files, lock);
  await request.onPlan?.(run);
  const units = unitsText(relative(out, path), relative(out, run.ledger.store.place), run.units);
  await takeFolder(files, place, { lock, units }, force);
  request.onBegin?.();
  const own = guarded(files, out, lock);
  const started = new Date().toISOString();
  if (shard) await writeShard(own, out, shard, { started });
  else await discard(own, out, [ACCOUNT_FILE, PARTIAL_FILE]);
  const { interrupted, assembled } = await runUntilDone(run, request, own);
  const seconds = (performance.now() - start) / 1000;
  const result = resultOf(run, assembled, { interrupted, seconds });
  if (shard)
    await writeShard(own, out, shard, { started, ended: new Date().toISOString(), finished: !interrupted });
  else {
    await writeAccount(own, out, run, result);
    await own.remove(files.resolve(out, PARTIAL_FILE));
  }
  return result;
}

/** Stages, and then tables; once more where an entry turns out to be damaged, and with it others perhaps. */
async function runUntilDone(run: PreparedRun, request: RunRequest, files: Files) {
  const { out, shard, meanwhile } = request;
  const { ledger, units } = run;
  const stages = () => runStages(run, request);
  for (let lost = 0; ; lost++) {
    try {
      if (shard) return { interrupted: await stages() };
      const interrupted = await (meanwhile
        ? whileGrowing(run, { out, files, ...meanwhile }, stages)
        : stages());
      const made = new Set<string>();
      const assembled = await assemble(run, out, files, made);
      await removeOtherMaps(out, files, made);
      return { interrupted, assembled };
    } catch (error) {
      const cause = Lost.in(error);
      if (!cause) throw error;
      if (lost >= MOST_LOST) throw losing(ledger.store.place, cause);
      await ledger.check(units);
    } finally {
      // A store that cannot be written is told of by then.
      await keepPaces(ledger.store, units, ledger).catch(() => undefined);
    }
  }
}

function losing(store: string, cause: Lost): CamscopeError {
  return new CamscopeError('FILE_UNREADABLE', `The store ${store} does not keep what it is given`, {
    found: cause.message,
    fix: 'Look after the disk, and give the same command again: what is sound is kept',
    cause,
  });
}

/** Runs the stages one after the other. @returns whether they were interrupted. */
async function runStages(run: PreparedRun, request: RunRequest): Promise<boolean> {
  const { signal } = request;
  const mine = mineOf(run, request);
  const clock = run.opened.container.get(DEVICE_CLOCK);
  const container = createScope(run.opened.container, runModule(run, { mine, signal }), stagesModule);
  clock.start();
  try {
    for (const stage of container.getAll(STAGE)) await stage();
    return false;
  } catch (error) {
    if (!isCamscopeError(error) || error.code !== 'INTERRUPTED') throw error;
    return true;
  } finally {
    clock.stop();
    await container.get(MEASURER).stop();
  }
}

async function takeParts(
  run: PreparedRun,
  parts: NonNullable<RunRequest['merge']>,
  files: Files,
  lock: string,
): Promise<void> {
  await refuseOthers(
    files,
    parts.map(({ folder }) => folder),
    lock,
  );
  for (const { store } of parts) await takeFrom(store, run.units, run.ledger);
  const left = run.units.filter((unit) => unit.part !== undefined && run.ledger.needs(unit));
  if (left.length === 0) return;
  const names = [...new Set(left.map(({ group }) => group.id))];
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  const shards = await missingShards(
    files,
    parts.map(({ folder }) => folder),
  );
  const missing = shards.length > 0 ? `Without ${shards.join(', ')}, ` : '';
  throw new CamscopeError('DATA_INVALID', 'The parts do not make a whole run', {
    found: `${missing}${left.length} of ${run.units.length} units are not done, of ${names.slice(0, 3).join(', ')}${more}`,
    fix: "See 'camscope status', and run the shards that are missing",
  });
}

function mineOf({ units }: PreparedRun, { shard, merge }: RunRequest): (unit: Pick<Unit, 'part'>) => boolean {
  if (merge) return ({ part }) => part === undefined;
  return shard ? shareOf(units, shard) : () => true;
}

function resultOf(
  { units, ledger, opened, notes }: PreparedRun,
  assembled: Assembled | undefined,
  ended: { readonly interrupted: boolean; readonly seconds: number },
): RunResult {
  const { maps, rows, failedMaps, failures, summary } = assembled?.tally ?? new Tally();
  const left = units.filter((unit) => ledger.needs(unit)).length;
  const failed = units.filter((unit) => ledger.entry(unit)?.facts.failed).length;
  return {
    ...{ maps, rows, failedMaps, failures, ...ended },
    device: opened.container.get(DEVICE_CLOCK).time,
    ...{ comparisons: assembled?.comparisons ?? 0, notes: [...notes, ...(assembled?.notes ?? [])] },
    ...{ units: { all: units.length, left, failed }, summary: summary.lines() },
  };
}

async function writeAccount(
  files: Files,
  out: string,
  { opened }: PreparedRun,
  result: RunResult,
): Promise<void> {
  const { maps, rows, comparisons, failedMaps, failures, units, seconds, notes, device } = result;
  const account = {
    study: relative(out, opened.study.file.path),
    ended: new Date().toISOString(),
    ...{ seconds, finished: units.left === 0, maps, rows, comparisons, failedMaps },
    unitsLeft: units.left,
    device,
    peakMegabytes: opened.study.file.machine.peakMegabytes(),
    failures: [...failures].map(([reason, count]) => ({ reason, count })),
    notes: [...opened.notes, ...notes],
  };
  await files.write(files.resolve(out, ACCOUNT_FILE), `${JSON.stringify(account, null, 2)}\n`);
}
