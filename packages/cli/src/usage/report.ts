import type { Command } from 'commander';
import { addPluginOption, type PluginOptions } from './option.ts';

export interface ReportCommandOptions extends PluginOptions {
  readonly out?: string;
  readonly metric?: string;
  readonly segmenter?: string;
  readonly title?: string;
  readonly gallery: boolean;
}

export function addReport(
  program: Command,
  does: (run: string, options: ReportCommandOptions) => Promise<void>,
): void {
  const command = program
    .command('report')
    .description(
      'tell what came of a run: two HTML pages, their figures as SVG, their tables as CSV and LaTeX',
    )
    .argument('<run>', "folder that 'camscope run' wrote")
    .option('--out <folder>', "where the report goes; 'report' in the run's folder by default")
    .option('--metric <name>', 'metric by which methods are judged; the first of the study by default')
    .option('--segmenter <name>', 'segmenter under which they are judged; the first of the study by default')
    .option('--title <text>', "heading of the pages; the study's title or its file's name by default")
    .option('--no-gallery', 'leave the pictures out');
  addPluginOption(command).action((run: string, options: ReportCommandOptions) => does(run, options));
}
