import type { Command } from 'commander';
import { addPluginOption, type PluginOptions } from './option.ts';

export interface ValidateOptions extends PluginOptions {
  readonly json?: true;
}

export function addValidate(
  program: Command,
  does: (study: string, options: ValidateOptions) => Promise<void>,
): void {
  const command = program
    .command('validate')
    .description('check a study, its plugins, networks and data, and print what would run')
    .argument('<study>', 'YAML file')
    .option('--json', 'print JSON');
  addPluginOption(command).action((study: string, options: ValidateOptions) => does(study, options));
}
