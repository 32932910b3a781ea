import type { Command } from 'commander';
import { addPluginOption, type PluginOptions } from './option.ts';

export function addSchema(program: Command, does: (options: PluginOptions) => Promise<void>): void {
  const command = program
    .command('schema')
    .description('print the JSON schema of study files, for editors: with the options of every plugin');
  addPluginOption(command).action((options: PluginOptions) => does(options));
}
