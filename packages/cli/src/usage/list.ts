import type { Command } from 'commander';
import { addPluginOption, type PluginOptions } from './option.ts';

export interface ListOptions extends PluginOptions {
  readonly json?: true;
}

export function addList(
  program: Command,
  does: (kind: string | undefined, options: ListOptions) => Promise<void>,
): void {
  const command = program
    .command('list')
    .description('list what the plugins contribute')
    .argument('[kind]', 'explainer, segmenter, filter, metric, model, dataset, runtime or image-codec')
    .option('--json', 'print JSON');
  addPluginOption(command).action((kind: string | undefined, options: ListOptions) => does(kind, options));
}
