import type { StudyFile } from '@camscope/experiment';
import type { Io } from '../io.ts';
import type { PluginOptions } from '../usage/option.ts';
import type { PluginRequest } from './load-named.ts';

/** The plugins that a study names, and those of the command line. */
export function requestsOf(study: StudyFile, { plugin }: PluginOptions, io: Io): PluginRequest[] {
  return [
    ...study.config.plugins.map((name, i) => ({
      name,
      directory: study.directory,
      at: study.source.at(['plugins', i]),
    })),
    ...plugin.map((name) => ({ name, directory: io.cwd })),
  ];
}
