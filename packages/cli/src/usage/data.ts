import type { Command } from 'commander';
import { addPluginOption, collect, type PluginOptions } from './option.ts';

export interface DataOptions extends PluginOptions {
  readonly set: readonly string[];
  readonly json?: true;
}

export function addData(
  program: Command,
  does: (study: string, options: DataOptions) => Promise<void>,
): void {
  const command = program
    .command('data')
    .description("count a study's data: labels, readers, sizes, splits; what guesses and readers get on them")
    .argument('<study>', 'YAML file; images and networks that it names need not be there')
    .option(
      '--set <path=value>',
      'change a value of the study, such as data.images=other (repeatable)',
      collect,
      [],
    )
    .option('--json', 'print JSON');
  addPluginOption(command).action((study: string, options: DataOptions) => does(study, options));
}
