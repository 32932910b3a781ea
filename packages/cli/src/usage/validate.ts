import type { Command } from 'commander';
import { addStudyOptions, type StudyOptions } from './study-options.ts';

export interface ValidateOptions extends StudyOptions {
  readonly json?: true;
  readonly print?: true;
}

export function addValidate(
  program: Command,
  does: (study: string, options: ValidateOptions) => Promise<void>,
): void {
  const command = program
    .command('validate')
    .description('check a study, its plugins, networks and data, and print what would run')
    .argument('<study>', 'YAML file')
    .option('--json', 'print JSON')
    .option(
      '--print',
      'print the study in full instead: with what it includes, its variables, variants and defaults filled in',
    );
  addStudyOptions(command).action((study: string, options: ValidateOptions) => does(study, options));
}
