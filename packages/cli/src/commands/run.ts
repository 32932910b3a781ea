import { PROGRESS } from '@camscope/core';
import { countPlan, runStudy, type RunResult } from '@camscope/experiment';
import type { CommandContext } from '../command.ts';
import { checkProviders } from '../doctor/trust.ts';
import { codeOfStop, EXIT } from '../exit-codes.ts';
import { versionOf } from '../plugins/version.ts';
import { readAndOpenStudy } from '../study/open.ts';
import { outFolder } from '../study/out-folder.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import { stageProgress } from '../terminal/stage-progress.ts';
import { table } from '../terminal/table.ts';
import { count, duration } from '../terminal/words.ts';
import type { RunOptions } from '../usage/run.ts';

export async function run(study: string, options: RunOptions, context: CommandContext): Promise<void> {
  const { io } = context;
  const { opened, plugins } = await readAndOpenStudy(study, options, io);
  const progress = new ProgressLine(io);
  opened.container.bind(PROGRESS).toConstantValue(stageProgress(progress, () => (context.begun = true)));
  try {
    const out = outFolder(options, opened.study.file, io.cwd);
    for (const note of opened.notes) io.stderr(`camscope: ${note}\n`);
    if (options.check) await checkProviders(opened, (text) => progress.show(text), io.signal);
    const { images, maps } = countPlan(opened);
    io.stderr(`camscope: ${count(maps, 'map')} of ${count(images, 'image')} into ${out}\n`);
    const result = await runStudy(opened, {
      out,
      software: { camscope: versionOf('@camscope/cli'), plugins },
      signal: io.signal,
    });
    progress.clear();
    for (const note of result.notes) io.stderr(`camscope: ${note}\n`);
    io.stdout(options.json ? `${JSON.stringify(jsonOf(out, result), null, 2)}\n` : summary(result));
    context.exitCode = tellEnd(result, out, maps, context);
  } finally {
    progress.clear();
    await opened.close();
  }
}

function tellEnd(result: RunResult, out: string, planned: number, { io }: CommandContext): number {
  const { maps, rows, comparisons, failedMaps, failures, interrupted, seconds } = result;
  const compared = comparisons > 0 ? `, ${count(comparisons, 'comparison')}` : '';
  io.stderr(
    `camscope: ${count(maps, 'map')}, ${count(rows, 'row')}${compared} in ${duration(seconds)}: ${out}\n`,
  );
  if (interrupted) io.stderr(`camscope: interrupted after ${maps} of ${count(planned, 'map')}\n`);
  if (failedMaps > 0)
    io.stderr(`camscope: ${failedMaps} of ${count(maps, 'map')} failed, wholly or in part:\n`);
  for (const [reason, n] of failures) io.stderr(`  ${count(n, 'row')}: ${reason}\n`);
  return interrupted ? codeOfStop(io.signal) : failedMaps > 0 ? EXIT.failed : EXIT.done;
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
