import type { Command } from 'commander';
import type { CommandContext } from '../command.ts';
import { addPluginOption, type PluginOptions } from './option.ts';

export interface ListOptions extends PluginOptions {
  readonly json?: true;
}

export function addList(program: Command, context: CommandContext): void {
  const command = program
    .command('list')
    .description('list what the plugins contribute')
    .argument('[kind]', 'explainer, segmenter, filter, metric, model, dataset, runtime or image-codec')
    .option('--json', 'print JSON');
  addPluginOption(command).action(async (kind: string | undefined, options: ListOptions) => {
    const { list } = await import('../commands/list.ts');
    await list(kind, options, context);
  });
}
