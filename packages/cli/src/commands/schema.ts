import { studyJsonSchema } from '@camscope/experiment';
import type { Command } from 'commander';
import { addPluginOption, loadNamedPlugins, type CommandContext, type PluginOptions } from '../command.ts';

export function addSchema(program: Command, context: CommandContext): void {
  const command = program
    .command('schema')
    .description('print the JSON schema of study files, for editors: with the options of every plugin');
  addPluginOption(command).action(async (options: PluginOptions) => {
    const { registry } = await loadNamedPlugins(options, context.io);
    context.io.stdout(`${JSON.stringify(studyJsonSchema(registry), null, 2)}\n`);
  });
}
