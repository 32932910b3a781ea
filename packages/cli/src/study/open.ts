import { resolve } from 'node:path';
import {
  bindStudy,
  openStudy,
  readStudy,
  resolveStudy,
  WORKER_START,
  type OpenStudy,
  type PluginRecord,
} from '@camscope/experiment';
import type { Io } from '../io.ts';
import { loadPlugins, type PluginRequest } from '../plugins/load.ts';
import type { StudyOptions } from '../usage/study-options.ts';
import type { MeasureWorkerData } from './measure-worker.ts';

export interface StudyAtHand {
  readonly opened: OpenStudy;
  readonly plugins: readonly PluginRecord[];
}

/**
 * Reads a study as the command line changes it, loads its plugins, binds its parts and opens its networks and data.
 * @throws CamscopeError whatever is wrong with any of them.
 */
export async function readAndOpenStudy(
  file: string,
  { plugin, set, limit, only }: StudyOptions,
  io: Io,
): Promise<StudyAtHand> {
  const overrides = { set, limit, only };
  const study = await readStudy(resolve(io.cwd, file), file, overrides);
  const requests: PluginRequest[] = [
    ...study.config.plugins.map((name, i) => ({
      name,
      directory: study.directory,
      at: study.source.at(['plugins', i]),
    })),
    ...plugin.map((name) => ({ name, directory: io.cwd })),
  ];
  const { container, registry, records } = await loadPlugins(requests);
  bindStudy(container, await resolveStudy(study, registry));
  const data: MeasureWorkerData = { study: study.path, overrides, plugins: requests };
  const script = new URL('../../bin/measure-worker.js', import.meta.url);
  container.bind(WORKER_START).toConstantValue({ script, data });
  return { opened: await openStudy(container, io.signal), plugins: records };
}
