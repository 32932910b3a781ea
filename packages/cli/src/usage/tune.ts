import type { Command } from 'commander';
import type { CommandContext } from '../command.ts';
import { addMapsOptions, type MapsOptions } from './maps-options.ts';
import { choice, gridOf } from './option.ts';

/** Ways of judging a threshold, and what each tries by default. */
export const GRIDS = { 'mean-iou': '0.05:0.95:0.05', chexlocalize: '0.2:0.8:0.1' } as const;

export interface TuneOptions extends MapsOptions {
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
  addMapsOptions(command).action(async (run: string, options: TuneOptions) => {
    const { tune } = await import('../commands/tune.ts');
    await tune(run, options, context);
  });
}
