import { tuneThresholds as tuneAsChexlocalize } from '@camscope/datasets-chexlocalize';
import { tuneThresholds, type TuningFinding } from '@camscope/experiment';
import { runsOfMask } from '@camscope/pixels';
import type { Command } from 'commander';
import { addMapsOptions, openRunAgain, type MapsOptions } from '../again/open-run.ts';
import { PassedOver } from '../again/passed-over.ts';
import { findingsOf, gridOf, segmenterInYaml, segmenterOf } from '../again/tuning.ts';
import { choice, type CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { count } from '../terminal/words.ts';

/** Ways of judging a threshold, and what each tries by default. */
const GRIDS = { 'mean-iou': '0.05:0.95:0.05', chexlocalize: '0.2:0.8:0.1' } as const;

interface TuneOptions extends MapsOptions {
  readonly rule: keyof typeof GRIDS;
  readonly grid?: readonly number[];
  readonly reader?: string;
  readonly json?: true;
}

export function addTune(program: Command, context: CommandContext): void {
  const command = program
    .command('tune')
    .description("find each class's best threshold on the maps of a run, for the segmenter 'threshold'")
    .argument('<run>', "folder that 'camscope run' wrote, of images kept for tuning")
    .addOption(
      choice(
        '--rule <name>',
        'highest mean IoU of masks: of all findings, or of those predicted at it, as CheXlocalize tunes',
        Object.keys(GRIDS),
        'mean-iou',
      ),
    )
    .option(
      '--grid <from:to:step>',
      `thresholds to try; ${GRIDS['mean-iou']} by default, or ${GRIDS.chexlocalize} for chexlocalize`,
      gridOf,
    )
    .option('--reader <name>', 'only what this reader drew; every reader by default')
    .option('--json', 'print JSON: every threshold with its mean IoU');
  addMapsOptions(command).action((run: string, options: TuneOptions) => tune(run, options, context));
}

async function tune(path: string, options: TuneOptions, context: CommandContext): Promise<void> {
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
