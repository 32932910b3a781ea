import { tuneThresholds as tuneAsChexlocalize } from '@camscope/datasets-chexlocalize';
import { tuneThresholds, type TuningFinding } from '@camscope/experiment';
import { runsOfMask } from '@camscope/pixels';
import { openRunAgain } from '../again/open-run.ts';
import { PassedOver } from '../again/passed-over.ts';
import { findingsOf, segmenterInYaml, segmenterOf } from '../again/tuning.ts';
import type { CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { count } from '../terminal/words.ts';
import { gridOf } from '../usage/option.ts';
import { GRIDS, type TuneOptions } from '../usage/tune.ts';

export async function tune(path: string, options: TuneOptions, context: CommandContext): Promise<void> {
  const { io } = context;
  const run = await openRunAgain(path, options, io);
  const { model, method, lines } = run;
  const { rule, grid = gridOf(GRIDS[rule]), reader } = options;
  const passedOver = new PassedOver();
  const findings = findingsOf(run, reader, passedOver, io);
  const tuned = await (rule === 'chexlocalize'
    ? tuneAsChexlocalize(withRuns(findings), grid)
    : tuneThresholds(findings, grid));
  const made = count(lines.length - passedOver.total, 'map');
  io.stderr(`camscope: tuned on ${made} of ${method} on ${model}\n`);
  passedOver.tell(io, lines.length);
  const without = tuned.filter(({ best }) => best === null).map(({ label }) => label);
  if (without.length > 0) io.stderr(`camscope: no threshold for ${without.join(', ')}\n`);
  const facts = { model, method, rule, labels: tuned, segmenter: segmenterOf(tuned) };
  io.stdout(options.json ? `${JSON.stringify(facts, null, 2)}\n` : segmenterInYaml(tuned));
  if (passedOver.total > 0) context.exitCode = EXIT.failed;
}

async function* withRuns(findings: AsyncIterable<TuningFinding>) {
  for await (const { truth, ...finding } of findings) yield { ...finding, truth: runsOfMask(truth) };
}
