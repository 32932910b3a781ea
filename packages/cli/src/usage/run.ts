import type { Command } from 'commander';
import type { CommandContext } from '../command.ts';
import { addPluginOption, type PluginOptions } from './option.ts';

export interface RunOptions extends PluginOptions {
  readonly out?: string;
  readonly check: boolean;
  readonly json?: true;
}

export function addRun(program: Command, context: CommandContext): void {
  const command = program
    .command('run')
    .description('run a study: heatmaps, and scores.csv with a row for every measurement')
    .argument('<study>', 'YAML file')
    .option('--out <folder>', "where the results go, instead of the study's 'out'")
    .option('--no-check', 'trust providers other than the CPU without trying them on tiny networks first')
    .option('--json', 'print the summary as JSON');
  addPluginOption(command).action(async (study: string, options: RunOptions) => {
    const { run } = await import('../commands/run.ts');
    await run(study, options, context);
  });
}
