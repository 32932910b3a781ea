import type { Command } from 'commander';
import type { CommandContext } from '../command.ts';
import { addPluginOption, type PluginOptions } from './option.ts';

export function addSchema(program: Command, context: CommandContext): void {
  const command = program
    .command('schema')
    .description('print the JSON schema of study files, for editors: with the options of every plugin');
  addPluginOption(command).action(async (options: PluginOptions) => {
    const { schema } = await import('../commands/schema.ts');
    await schema(options, context);
  });
}
