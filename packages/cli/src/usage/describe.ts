import type { Command } from 'commander';
import { addPluginOption, type PluginOptions } from './option.ts';

export interface DescribeOptions extends PluginOptions {
  readonly json?: true;
}

export function addDescribe(
  program: Command,
  does: (id: string, options: DescribeOptions) => Promise<void>,
): void {
  const command = program
    .command('describe')
    .description('tell what a contribution does, where it comes from, its options and presets')
    .argument('<id>', "an id; see 'camscope list'")
    .option('--json', 'print a JSON array, with the options as a JSON schema');
  addPluginOption(command).action((id: string, options: DescribeOptions) => does(id, options));
}
