import type { Command } from 'commander';
import { kinds } from './choices.ts';
import { addPluginOption, type PluginOptions } from './option.ts';

export interface ListOptions extends PluginOptions {
  readonly json?: true;
  readonly matrix?: true;
}

export function addList(
  program: Command,
  does: (kind: string | undefined, options: ListOptions) => Promise<void>,
): void {
  const command = program
    .command('list')
    .description('list what the plugins contribute')
    .argument('[kind]', `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}; all of them by default`)
    .option('--matrix', 'what each method makes of each model family, on each provider')
    .option('--json', 'print JSON');
  addPluginOption(command).action((kind: string | undefined, options: ListOptions) => does(kind, options));
}
