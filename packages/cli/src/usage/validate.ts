import type { Command } from 'commander';
import type { CommandContext } from '../command.ts';
import { addPluginOption, type PluginOptions } from './option.ts';

export interface ValidateOptions extends PluginOptions {
  readonly json?: true;
}

export function addValidate(program: Command, context: CommandContext): void {
  const command = program
    .command('validate')
    .description('check a study, its plugins, networks and data, and print what would run')
    .argument('<study>', 'YAML file')
    .option('--json', 'print JSON');
  addPluginOption(command).action(async (study: string, options: ValidateOptions) => {
    const { validate } = await import('../commands/validate.ts');
    await validate(study, options, context);
  });
}
