import { tuningRule } from '@camscope/experiment';
import { openMapsOfRun } from '../reopened/maps-of-run.ts';
import { PassedOver } from '../reopened/passed-over.ts';
import { segmenterInYaml, segmenterOf } from '../reopened/tuned-segmenter.ts';
import { findingsOf } from '../reopened/tuning.ts';
import type { CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { count } from '../terminal/words.ts';
import type { TuneOptions } from '../usage/tune.ts';

export async function tune(path: string, options: TuneOptions, context: CommandContext): Promise<void> {
  const { io } = context;
  const run = await openMapsOfRun(path, options, io);
  const { registry, model, method, lines } = run;
  const { rule } = tuningRule(options.rule, registry);
  const passedOver = new PassedOver();
  const findings = findingsOf(run, options.reader, passedOver, io);
  const tuned = await rule.tune(findings, options.grid ?? rule.grid);
  const made = count(lines.length - passedOver.total, 'map');
  io.stderr(`camscope: tuned on ${made} of ${method} on ${model}\n`);
  passedOver.tell(io, lines.length);
  const without = tuned.filter(({ best }) => best === null).map(({ label }) => label);
  if (without.length > 0) io.stderr(`camscope: no threshold for ${without.join(', ')}\n`);
  const segmenter = segmenterOf(tuned, registry);
  const facts = { model, method, rule: options.rule, labels: tuned, segmenter };
  io.stdout(options.json ? `${JSON.stringify(facts, null, 2)}\n` : segmenterInYaml(segmenter, tuned));
  if (passedOver.total > 0) context.exitCode = EXIT.failed;
}
