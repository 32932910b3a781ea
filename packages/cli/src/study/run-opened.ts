import { FILES, PROGRESS } from '@camscope/core';
import { overviewOf, runStudy, type RunRequest, type RunResult } from '@camscope/experiment';
import type { CommandContext } from '../command.ts';
import { checkProviders } from '../doctor/trust.ts';
import { codeOfStop, EXIT } from '../exit-codes.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import { stageProgress } from '../terminal/stage-progress.ts';
import { table } from '../terminal/table.ts';
import { count, duration } from '../terminal/words.ts';
import { planInBrief } from './in-words.ts';
import type { StudyToRun } from './open-for-run.ts';

export interface RunOpenedOptions extends Pick<RunRequest, 'shard' | 'merge' | 'force'> {
  readonly check: boolean;
  readonly json?: true;
}

/** Runs a study that is open, tells what it does and what came of it, and closes it. */
export async function runOpened(
  { opened, software, out }: StudyToRun,
  options: RunOpenedOptions,
  context: CommandContext,
): Promise<void> {
  const { io } = context;
  const progress = new ProgressLine(io);
  let isPlanned = false;
  const onBegin = () => {
    if (isPlanned) context.begun = true;
  };
  opened.container.bind(PROGRESS).toConstantValue(stageProgress(progress, onBegin));
  try {
    for (const note of opened.notes) io.stderr(`camscope: ${note}\n`);
    if (options.check) await checkProviders(opened, (text) => progress.show(text), io.signal);
    const { shard, merge, force } = options;
    const result = await runStudy(opened, {
      ...{ out, software, shard, merge, force, signal: io.signal },
      async onPlan(run) {
        isPlanned = true;
        progress.clear();
        io.stderr(planInBrief(await overviewOf(run, out, opened.container.get(FILES))));
      },
    });
    progress.clear();
    for (const note of result.notes) io.stderr(`camscope: ${note}\n`);
    if (options.json) io.stdout(`${JSON.stringify(jsonOf(out, result), null, 2)}\n`);
    else if (!shard) io.stdout(summary(result));
    context.exitCode = tellEnd(result, out, shard !== undefined, context);
  } finally {
    progress.clear();
    await opened.close();
  }
}

function tellEnd(result: RunResult, out: string, isShard: boolean, { io }: CommandContext): number {
  const { maps, rows, comparisons, failedMaps, failures, interrupted, seconds, units } = result;
  const compared = comparisons > 0 ? `, ${count(comparisons, 'comparison')}` : '';
  const done = `${units.all - units.left} of ${count(units.all, 'unit')}`;
  const tables = isShard ? '' : `, ${count(maps, 'map')}, ${count(rows, 'row')}${compared}`;
  io.stderr(`camscope: ${done}${tables} in ${duration(seconds)}: ${out}\n`);
  if (interrupted) io.stderr('camscope: interrupted; the same command goes on\n');
  if (failedMaps > 0)
    io.stderr(`camscope: ${failedMaps} of ${count(maps, 'map')} failed, wholly or in part:\n`);
  for (const [reason, n] of failures) io.stderr(`  ${count(n, 'row')}: ${reason}\n`);
  return interrupted ? codeOfStop(io.signal) : units.failed > 0 ? EXIT.failed : EXIT.done;
}

function jsonOf(out: string, { failures, ...result }: RunResult) {
  return { out, ...result, failures: [...failures].map(([reason, rows]) => ({ reason, rows })) };
}

/** Missing values are counted beside the mean, not in it. */
function summary({ summary: lines }: RunResult): string {
  const header = ['model', 'class', 'method', 'segmenter', 'metric', 'n', 'missing', 'mean'];
  const rows = lines.map((line) => [
    line.model,
    line.class,
    line.method,
    line.segmenter,
    line.metric,
    line.n,
    line.missing,
    line.mean === null ? '' : line.mean.toFixed(4),
  ]);
  return table(header, rows);
}
