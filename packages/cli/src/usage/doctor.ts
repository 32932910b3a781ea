import type { Command } from 'commander';
import { addPluginOption, collect, type PluginOptions } from './option.ts';

export interface DoctorOptions extends PluginOptions {
  readonly provider?: readonly string[];
  readonly conformance?: true;
  readonly json?: true;
}

export function addDoctor(program: Command, does: (options: DoctorOptions) => Promise<void>): void {
  const command = program
    .command('doctor')
    .description('tell what runs here: execution providers, and whether they compute what they should')
    .option(
      '--provider <name>',
      'execution provider to look at (repeatable); all of them by default',
      collect,
    )
    .option('--conformance', 'run every gradient rule and method on the providers, against the CPU')
    .option('--json', 'print JSON');
  addPluginOption(command).action((options: DoctorOptions) => does(options));
}
