import { resolve } from 'node:path';
import {
  bindStudy,
  openStudy,
  readStudy,
  resolveStudy,
  THREADS,
  type OpenStudy,
  type Software,
  type Study,
} from '@camscope/experiment';
import { openStore, measureInWorkers, nodeMachine } from '@camscope/experiment-node';
import type { Io } from '../io.ts';
import { loadPlugins } from '../plugins/load.ts';
import { requestsOf } from '../plugins/requests.ts';
import { buildOf, versionOf } from '../plugins/version.ts';
import type { StudyOptions } from '../usage/study-options.ts';
import type { MeasureWorkerData } from '../measure-worker.ts';

export interface StudyAtHand {
  readonly opened: OpenStudy;
  readonly software: Software;
}

/** Where what a study gives is kept. */
export interface Kept {
  /** Refuses the study, before anything is written. */
  check(study: Study): Promise<void>;
  /** Absolute path of the store. */
  storeOf(study: Study): string;
  /** Hears of damaged entries. */
  tell(text: string): void;
}

/**
 * Reads a study as the command line changes it, loads its plugins, binds its parts and opens its networks and data.
 * @param kept for a study that will run, or be asked what a run would do.
 * @throws CamscopeError whatever is wrong with any of them.
 */
export async function readAndOpenStudy(
  file: string,
  { plugin, set, limit, only }: StudyOptions,
  io: Io,
  kept?: Kept,
): Promise<StudyAtHand> {
  const overrides = { set, limit, only };
  const study = await readStudy(nodeMachine, resolve(io.cwd, file), file, overrides);
  const requests = requestsOf(study, { plugin }, io);
  const { container, registry, records } = await loadPlugins(requests);
  const resolved = await resolveStudy(study, registry);
  await kept?.check(resolved);
  const build = buildOf();
  const store = kept && openStore(kept.storeOf(resolved), (text) => kept.tell(text));
  bindStudy(container, resolved, store, build);
  const data: MeasureWorkerData = { study: study.path, overrides, plugins: requests };
  const script = new URL('../../bin/measure-worker.js', import.meta.url);
  container.bind(THREADS).toConstantValue((count) => measureInWorkers({ script, data }, count));
  const software = { camscope: versionOf('@camscope/cli'), plugins: records(), build };
  return { opened: await openStudy(container, io.signal), software };
}
