import type { Command } from 'commander';
import type { CommandContext } from '../command.ts';
import { addPluginOption, type PluginOptions } from './option.ts';

export interface ReportCommandOptions extends PluginOptions {
  readonly out?: string;
  readonly metric?: string;
  readonly segmenter?: string;
  readonly title?: string;
  readonly gallery: boolean;
}

export function addReport(program: Command, context: CommandContext): void {
  const command = program
    .command('report')
    .description('tell what came of a run: one HTML page, its figures as SVG, its tables as CSV and LaTeX')
    .argument('<run>', "folder that 'camscope run' wrote")
    .option('--out <folder>', "where the report goes; 'report' in the run's folder by default")
    .option('--metric <name>', 'metric by which methods are judged; the first of the study by default')
    .option('--segmenter <name>', 'segmenter under which they are judged; the first of the study by default')
    .option('--title <text>', "heading of the page; the study file's name by default")
    .option('--no-gallery', 'leave the pictures out');
  addPluginOption(command).action(async (run: string, options: ReportCommandOptions) => {
    const { report } = await import('../commands/report.ts');
    await report(run, options, context);
  });
}
