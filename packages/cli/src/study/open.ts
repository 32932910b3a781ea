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
import type { PluginOptions } from '../usage/option.ts';
import type { MeasureWorkerData } from './measure-worker.ts';

export interface StudyAtHand {
  readonly opened: OpenStudy;
  readonly plugins: readonly PluginRecord[];
}

/**
 * Reads a study, loads its plugins, binds its parts and opens its networks and data.
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
  const { container, registry, records } = await loadPlugins(requests);
  bindStudy(container, await resolveStudy(study, registry));
  const data: MeasureWorkerData = { study: study.path, plugins: requests };
  const script = new URL('../../bin/measure-worker.js', import.meta.url);
  container.bind(WORKER_START).toConstantValue({ script, data });
  return { opened: await openStudy(container, io.signal), plugins: records };
}
