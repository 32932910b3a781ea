import type { Command } from 'commander';
import { addPluginOption, type PluginOptions } from './option.ts';

export interface MergeOptions extends PluginOptions {
  readonly study?: string;
  readonly force?: true;
  readonly json?: true;
}

export function addMerge(
  program: Command,
  does: (out: string, parts: readonly string[], options: MergeOptions) => Promise<void>,
): void {
  const command = program
    .command('merge')
    .description('make the tables and maps of a run out of its shards, as one run would have')
    .argument('<out>', 'folder of the results; that of the shards, where they share one')
    .argument('[part...]', 'folders of shards')
    .option('--study <file>', 'the study file, where it is not where the shards had it')
    .option('--force', 'write into a folder that holds something else')
    .option('--json', 'print the summary as JSON');
  addPluginOption(command).action((out: string, parts: readonly string[], options: MergeOptions) =>
    does(out, parts, options),
  );
}
