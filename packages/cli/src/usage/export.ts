import type { Command } from 'commander';
import { addMapsOptions, type MapsOptions } from './maps-options.ts';
import { required } from './mistakes.ts';

export interface ExportOptions extends MapsOptions {
  readonly out: string;
  readonly segmenter?: string;
}

export function addExport(
  program: Command,
  does: (format: string, run: string, options: ExportOptions) => Promise<void>,
): void {
  const command = program
    .command('export')
    .description("write what a run's segmenter found, in the format of other tools")
    .argument('<format>', 'that of a data set whose benchmark reads masks, by its id')
    .argument('<run>', "folder that 'camscope run' wrote")
    .addOption(required('--out <file>', 'where it goes'))
    .option('--segmenter <name>', 'segmenter of the run; the first by default');
  addMapsOptions(command).action((format: string, run: string, options: ExportOptions) =>
    does(format, run, options),
  );
}
