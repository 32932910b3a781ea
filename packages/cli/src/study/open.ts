import { resolve } from 'node:path';
import {
  openStudy,
  readStudy,
  resolveStudy,
  type OpenStudy,
  type PluginRecord,
  type WorkerStart,
} from '@camscope/experiment';
import type { Io } from '../io.ts';
import { loadPlugins, type PluginRequest } from '../plugins/load.ts';
import type { PluginOptions } from '../usage/option.ts';
import type { MeasureWorkerData } from './measure-worker.ts';

export interface StudyAtHand {
  readonly opened: OpenStudy;
  readonly plugins: readonly PluginRecord[];
  /** Starts a thread that measures for the study. */
  readonly worker: WorkerStart;
}

/**
 * Reads a study, loads its plugins and opens its networks and data.
 * @throws CamscopeError whatever is wrong with any of them.
 */
export async function readAndOpenStudy(
  file: string,
  { plugin }: PluginOptions,
  io: Io,
): Promise<StudyAtHand> {
  const study = await readStudy(resolve(io.cwd, file), file);
  const requests: PluginRequest[] = [
    ...study.config.plugins.map((name, i) => ({
      name,
      directory: study.directory,
      at: study.source.at(['plugins', i]),
    })),
    ...plugin.map((name) => ({ name, directory: io.cwd })),
  ];
  const { registry, records } = await loadPlugins(requests);
  const data: MeasureWorkerData = { study: study.path, plugins: requests };
  return {
    opened: await openStudy(await resolveStudy(study, registry), registry, io.signal),
    plugins: records,
    worker: { script: new URL('../../bin/measure-worker.js', import.meta.url), data },
  };
}
