import { relative } from 'node:path';
import { FILES, PROGRESS } from '@camscope/core';
import { overviewOf, runStudy, type RunRequest, type RunResult, type Study } from '@camscope/experiment';
import { namesOf } from '@camscope/pipeline';
import { markReportOld } from '@camscope/report';
import type { CommandContext } from '../command.ts';
import { checkProviders } from '../doctor/trust.ts';
import { codeOfStop, EXIT } from '../exit-codes.ts';
import { quote } from '../slurm/quote.ts';
import { closingTable } from '../terminal/closing-table.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import { StageProgress } from '../terminal/stage-progress.ts';
import { deviceInWords } from '../terminal/device-time.ts';
import { count, duration } from '../terminal/words.ts';
import { planInBrief } from './in-words.ts';
import type { StudyToRun } from './open-for-run.ts';

export interface RunOpenedOptions extends Pick<RunRequest, 'shard' | 'merge' | 'force'> {
  readonly check: boolean;
  readonly json?: true;
}

/** When tables are made of what is done. */
const MEANWHILE = { every: 5000, share: 0.05 };

/** Reasons that are told. */
const MOST = 20;

/** Runs a study that is open, tells what it does and what came of it, and closes it. */
export async function runOpened(
  { opened, software, out }: StudyToRun,
  options: RunOpenedOptions,
  context: CommandContext,
): Promise<void> {
  const { io } = context;
  const line = new ProgressLine(io);
  const progress = new StageProgress(line);
  opened.container.bind(PROGRESS).toConstantValue(progress);
  try {
    for (const note of opened.notes) io.stderr(`camscope: ${note}\n`);
    if (options.check) await checkProviders(opened, (text) => line.show(text), io.signal);
    const { shard, merge, force } = options;
    const result = await runStudy(opened, {
      ...{ out, software, shard, merge, force, signal: io.signal },
      meanwhile: MEANWHILE,
      async onPlan(run) {
        progress.end();
        io.stderr(planInBrief(await overviewOf(run, out, opened.container.get(FILES))));
      },
      onBegin: () => (context.begun = true),
    });
    progress.end();
    for (const note of result.notes) io.stderr(`camscope: ${note}\n`);
    if (options.json) io.stdout(`${JSON.stringify(jsonOf(out, result), null, 2)}\n`);
    else if (!shard) io.stdout(closing(result, opened.study));
    const ended = tellEnd(result, out, shard !== undefined, context);
    context.exitCode = ended === EXIT.done && opened.faults.length > 0 ? EXIT.failed : ended;
    if (!shard && (await markReportOld(out, opened.container.get(FILES))))
      io.stderr(`camscope: the report in ${out} is of other tables, and says so now\n`);
    if (!shard && !result.interrupted)
      io.stderr(`camscope: next: camscope report ${quote(relative(io.cwd, out) || '.')}\n`);
  } finally {
    line.clear();
    await opened.close();
  }
}

function tellEnd(result: RunResult, out: string, isShard: boolean, { io }: CommandContext): number {
  const { maps, rows, comparisons, failedMaps, failures, interrupted, seconds, units, device } = result;
  const compared = comparisons > 0 ? `, ${count(comparisons, 'comparison')}` : '';
  const done = `${units.all - units.left} of ${count(units.all, 'unit')}`;
  const tables = isShard ? '' : `, ${count(maps, 'map')}, ${count(rows, 'row')}${compared}`;
  io.stderr(`camscope: ${done}${tables} in ${duration(seconds)}: ${out}\n`);
  io.stderr(deviceInWords(device));
  if (interrupted) io.stderr('camscope: interrupted; the same command goes on\n');
  if (failedMaps > 0)
    io.stderr(`camscope: ${failedMaps} of ${count(maps, 'map')} failed, wholly or in part:\n`);
  else if (failures.size > 0) io.stderr('camscope: rows failed beside the maps:\n');
  const told = [...failures].slice(0, MOST);
  for (const [reason, n] of told) io.stderr(`  ${count(n, 'row')}: ${reason}\n`);
  if (failures.size > MOST) io.stderr(`  … and for ${count(failures.size - MOST, 'other reason')}\n`);
  return interrupted ? codeOfStop(io.signal) : units.failed > 0 ? EXIT.failed : EXIT.done;
}

function jsonOf(out: string, { failures, ...result }: RunResult) {
  return { out, ...result, failures: [...failures].map(([reason, rows]) => ({ reason, rows })) };
}

/** Methods are judged by the first metric, under the first segmenter. */
function closing({ summary }: RunResult, { metrics: [first], segmenters }: Study): string {
  if (!first) return '';
  const { needs, scoreDirection: direction } = first.contribution;
  const [metric] = namesOf(first);
  const segmenter = needs === 'segmentation' ? segmenters[0].name : '';
  return closingTable(summary, { metric, segmenter, direction });
}
