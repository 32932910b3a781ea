import { resolve } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { compareRuns, csvLine, readRun, runsNote, type RunDifference } from '@camscope/pipeline';
import type { CommandContext } from '../command.ts';
import { table } from '../terminal/table.ts';
import { tellUnfinished } from '../terminal/unfinished.ts';
import type { CompareOptions } from '../usage/compare.ts';

export async function compare(
  a: string,
  b: string,
  options: CompareOptions,
  { io }: CommandContext,
): Promise<void> {
  const [runA, runB] = [
    await readRun(resolve(io.cwd, a), nodeFiles),
    await readRun(resolve(io.cwd, b), nodeFiles),
  ];
  for (const run of [runA, runB]) {
    for (const note of run.notes) io.stderr(`camscope: ${run.folder}: ${note}\n`);
    tellUnfinished(run, `what is there of ${run.folder} is compared`, io);
  }
  const [dataA, dataB] = [runA, runB].map(({ lock: { data } }) => ({
    ...data,
    id: data.use,
    title: data.title ?? data.use,
  }));
  const note = runsNote(dataA, dataB);
  if (note !== undefined) io.stderr(`camscope: ${note}\n`);
  const differences = compareRuns(runA, runB, { metrics: options.metric, segmenter: options.segmenter });
  if (options.out !== undefined) await nodeFiles.write(resolve(io.cwd, options.out), csvOf(differences));
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
