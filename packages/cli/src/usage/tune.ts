import type { Command } from 'commander';
import { addMapsOptions, type MapsOptions } from './maps-options.ts';
import { gridOf } from './option.ts';

export interface TuneOptions extends MapsOptions {
  readonly rule: string;
  readonly grid?: readonly number[];
  readonly reader?: string;
  readonly json?: true;
}

/** Camscope's own rule; the others are those of data sets. */
export const MEAN_IOU = 'mean-iou';

export function addTune(program: Command, does: (run: string, options: TuneOptions) => Promise<void>): void {
  const command = program
    .command('tune')
    .description("find each class's best threshold on the maps of a run, to be pasted into a study")
    .argument('<run>', "folder that 'camscope run' wrote, of images kept for tuning")
    .option(
      '--rule <name>',
      'highest mean IoU of masks over all findings, or as a data set tunes that has a rule of its own',
      MEAN_IOU,
    )
    .option('--grid <from:to:step>', 'thresholds to try; those of the rule by default', gridOf)
    .option('--reader <name>', 'only what this reader drew; every reader by default')
    .option('--json', 'print JSON: every threshold with its mean IoU');
  addMapsOptions(command).action((run: string, options: TuneOptions) => does(run, options));
}
