import type { Command } from 'commander';
import { collect } from './option.ts';

export interface CompareOptions {
  readonly metric?: readonly string[];
  readonly segmenter?: string;
  readonly out?: string;
  readonly json?: true;
}

export function addCompare(
  program: Command,
  does: (a: string, b: string, options: CompareOptions) => Promise<void>,
): void {
  program
    .command('compare')
    .description('paired differences of two runs, method by method: B minus A, with 95 % intervals')
    .argument('<a>', "folder that 'camscope run' wrote")
    .argument('<b>', 'another')
    .option('--metric <name>', 'only this metric, repeatable; all that both runs have by default', collect)
    .option('--segmenter <name>', 'only under this segmenter')
    .option('--out <file>', 'also write a CSV file')
    .option('--json', 'print JSON')
    .action((a: string, b: string, options: CompareOptions) => does(a, b, options));
}
