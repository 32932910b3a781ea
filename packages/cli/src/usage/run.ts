import type { Command } from 'commander';
import { addExitCodes } from './exit-codes.ts';
import { addStudyOptions, type StudyOptions } from './study-options.ts';

export interface RunOptions extends StudyOptions {
  readonly out?: string;
  readonly check: boolean;
  readonly force?: true;
  readonly shard?: string;
  readonly json?: true;
}

export function addRun(program: Command, does: (study: string, options: RunOptions) => Promise<void>): void {
  const command = program
    .command('run')
    .description('run a study, or go on with it: heatmaps, and tables with a row for every measurement')
    .argument('<study>', 'YAML file')
    .option('--out <folder>', "where the results go, instead of the study's 'out'")
    .option('--force', 'write into a folder that holds something else')
    .option(
      '--shard <i/n>',
      'do the i-th of n shares and leave the tables to merge; auto: as a Slurm array or a Kubernetes job says',
    )
    .option('--no-check', 'trust providers other than the CPU without trying them on tiny networks first')
    .option('--json', 'print the summary as JSON');
  addExitCodes(addStudyOptions(command)).action((study: string, options: RunOptions) => does(study, options));
}
