import type { Command } from 'commander';
import { addStudyOptions, type StudyOptions } from './study-options.ts';

export interface PlanOptions extends StudyOptions {
  readonly out?: string;
  readonly json?: true;
}

export function addPlan(
  program: Command,
  does: (study: string, options: PlanOptions) => Promise<void>,
): void {
  const command = program
    .command('plan')
    .description('tell what a run of a study would do: units done and to run, why, passes, disk and time')
    .argument('<study>', 'YAML file')
    .option('--out <folder>', "where the results go, instead of the study's 'out'")
    .option('--json', 'print JSON, with every network and method');
  addStudyOptions(command).action((study: string, options: PlanOptions) => does(study, options));
}
