import { resolve } from 'node:path';
import { openStudy, readStudy, resolveStudy, type OpenStudy, type PluginRecord } from '@camscope/experiment';
import type { PluginOptions } from '../command.ts';
import type { Io } from '../io.ts';
import { loadPlugins } from '../plugins/load.ts';

export type StudyOptions = PluginOptions;

/**
 * Reads a study, loads its plugins and opens its networks and data.
 * @throws CamscopeError whatever is wrong with any of them.
 */
export async function readAndOpenStudy(
  file: string,
  { plugin }: StudyOptions,
  io: Io,
): Promise<{ opened: OpenStudy; plugins: readonly PluginRecord[] }> {
  const study = await readStudy(resolve(io.cwd, file), file);
  const { registry, records } = await loadPlugins([
    ...study.config.plugins.map((name, i) => ({
      name,
      directory: study.directory,
      at: study.source.at(['plugins', i]),
    })),
    ...plugin.map((name) => ({ name, directory: io.cwd })),
  ]);
  return {
    opened: await openStudy(await resolveStudy(study, registry), registry, io.signal),
    plugins: records,
  };
}
