import type { Command } from 'commander';
import type { CommandContext } from '../command.ts';
import { addMapsOptions, type MapsOptions } from './maps-options.ts';

export interface ExportOptions extends MapsOptions {
  readonly out: string;
  readonly segmenter?: string;
}

export function addExport(program: Command, context: CommandContext): void {
  const command = program
    .command('export')
    .description("write what a run's segmenter found, in the format of other tools")
    .argument('<format>', 'that of a data set whose benchmark reads masks, by its id')
    .argument('<run>', "folder that 'camscope run' wrote")
    .requiredOption('--out <file>', 'where it goes')
    .option('--segmenter <name>', 'segmenter of the run; the first by default');
  addMapsOptions(command).action(async (format: string, run: string, options: ExportOptions) => {
    const { exportRun } = await import('../commands/export.ts');
    await exportRun(format, run, options, context);
  });
}
