import { InvalidArgumentError, type Command } from 'commander';
import type { Resources } from '../slurm/batch.ts';
import { required } from './mistakes.ts';
import { positiveInteger } from './option.ts';
import { addStudyOptions, type StudyOptions } from './study-options.ts';

export interface SlurmOptions extends StudyOptions, Resources {
  readonly shards: number;
  readonly arrayLimit?: number;
  readonly out?: string;
  readonly script?: string;
  readonly force?: true;
  readonly submit?: true;
}

export function addSlurm(
  program: Command,
  does: (study: string, options: SlurmOptions) => Promise<void>,
): void {
  const command = program
    .command('slurm')
    .description(
      'write a batch script that runs a study on a Slurm cluster, in shards, and merges and reports',
    )
    .argument('<study>', 'YAML file')
    .addOption(required('--shards <n>', 'tasks of the array', positiveInteger))
    .option('--array-limit <n>', 'how many of them run at once', positiveInteger)
    .option(
      '--time <limit>',
      'of a task, in the words of sbatch: 4:00:00 (a task that needs longer is requeued)',
      word,
    )
    .option('--gres <list>', 'of a task, such as gpu:1', word)
    .option('--cpus <n>', 'of a task', positiveInteger)
    .option('--mem <size>', 'of a task, such as 16G', word)
    .option('--partition <name>', 'where the jobs run', word)
    .option('--account <name>', 'whom they are charged to', word)
    .option('--qos <name>', 'their quality of service', word)
    .option('--out <folder>', "where the results go, instead of the study's 'out'; all nodes must see it")
    .option('--script <file>', "the script; the study's name with .sbatch by default, - prints it")
    .option('--force', 'replace a script that is there')
    .option('--submit', 'submit the jobs, and print their numbers');
  addStudyOptions(command).action((study: string, options: SlurmOptions) => does(study, options));
}

/** What a directive of a batch script holds without quotes. */
function word(text: string): string {
  if (/^[\w@%+=:,./*!&|()[\]-]+$/.test(text)) return text;
  throw new InvalidArgumentError('Slurm knows no such characters here.');
}
