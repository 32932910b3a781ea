import type { Command } from 'commander';
import type { StudyOverrides } from '@camscope/experiment';
import {
  addCudaOption,
  addPluginOption,
  collect,
  positiveInteger,
  type DeviceOptions,
  type PluginOptions,
} from './option.ts';

/** On every command that opens a study: what the command line changes of it, and plugins beside its own. */
export interface StudyOptions extends PluginOptions, StudyOverrides, Pick<DeviceOptions, 'cudaLibraries'> {}

export function addStudyOptions(command: Command): Command {
  return addPluginOption(
    addCudaOption(command)
      .option(
        '--set <path=value>',
        'change a value of the study, such as methods.0.options.relu=false (repeatable)',
        collect,
        [],
      )
      .option(
        '--limit <n>',
        'take the first n images only that have an annotation or, where none has, labels',
        positiveInteger,
      )
      .option(
        '--only <key=name>',
        'leave the rest out: key is method, model, class, segmenter or metric (repeatable)',
        collect,
        [],
      ),
  );
}

/** The words of a command line that give these options, but for plugins. */
export function studyArguments({ set, limit, only, cudaLibraries }: StudyOptions): string[] {
  const words = (option: string, values: readonly (string | number)[]) =>
    values.flatMap((value) => [option, String(value)]);
  return [
    ...words('--set', set),
    ...words('--limit', limit === undefined ? [] : [limit]),
    ...words('--only', only),
    ...words('--cuda-libraries', cudaLibraries === undefined ? [] : [cudaLibraries]),
  ];
}
