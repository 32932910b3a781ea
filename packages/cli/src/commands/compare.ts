import { resolve } from 'node:path';
import { compareRuns, csvLine, readRun, saveFile, type RunDifference } from '@camscope/experiment';
import type { Command } from 'commander';
import { collect, type CommandContext } from '../command.ts';
import { table } from '../terminal/table.ts';

interface CompareOptions {
  readonly metric?: readonly string[];
  readonly segmenter?: string;
  readonly out?: string;
  readonly json?: true;
}

export function addCompare(program: Command, context: CommandContext): void {
  program
    .command('compare')
    .description('paired differences of two runs, method by method: B minus A, with 95 % intervals')
    .argument('<a>', "folder that 'camscope run' wrote")
    .argument('<b>', 'another')
    .option('--metric <name>', 'only this metric, repeatable; all that both runs have by default', collect)
    .option('--segmenter <name>', 'only under this segmenter')
    .option('--out <file>', 'also write a CSV file')
    .option('--json', 'print JSON')
    .action((a: string, b: string, options: CompareOptions) => compare(a, b, options, context));
}

async function compare(a: string, b: string, options: CompareOptions, { io }: CommandContext): Promise<void> {
  const [runA, runB] = [await readRun(resolve(io.cwd, a)), await readRun(resolve(io.cwd, b))];
  const differences = compareRuns(runA, runB, { metrics: options.metric, segmenter: options.segmenter });
  if (options.out !== undefined) await saveFile(resolve(io.cwd, options.out), csvOf(differences));
  if (options.json) io.stdout(`${JSON.stringify(differences, null, 2)}\n`);
  else io.stdout(inWords(differences));
}

function inWords(differences: readonly RunDifference[]): string {
  const number = (value: number | null) => (value === null ? '' : value.toFixed(4));
  const header = [
    'model',
    'method',
    'segmenter',
    'metric',
    'n',
    'unpaired',
    'A',
    'B',
    'B − A',
    '95 %',
    'p (Holm)',
  ];
  const rows = differences.map(
    ({ model, method, segmenter, metric, n, unpaired, meanA, meanB, difference, adjusted }) => [
      ...[model, method, segmenter, metric, n, unpaired, number(meanA), number(meanB)],
      number(difference.estimate),
      `${number(difference.low)} to ${number(difference.high)}`,
      adjusted === null ? '' : adjusted.toPrecision(3),
    ],
  );
  return table(header, rows);
}

function csvOf(differences: readonly RunDifference[]): string {
  const header = [
    ...['model', 'method', 'segmenter', 'metric', 'n', 'unpaired', 'mean_a', 'mean_b'],
    ...['difference', 'low', 'high', 'p', 'p_holm'],
  ];
  const lines = differences.map(
    ({ model, method, segmenter, metric, n, unpaired, meanA, meanB, difference, p, adjusted }) =>
      csvLine([
        ...[model, method, segmenter, metric, n, unpaired, meanA, meanB],
        ...[difference.estimate, difference.low, difference.high, p, adjusted],
      ]),
  );
  return csvLine(header) + lines.join('');
}
