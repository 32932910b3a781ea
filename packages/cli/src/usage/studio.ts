import type { Command } from 'commander';
import { addServeOptions, type ServeOptions } from './serve-options.ts';

export function addStudio(program: Command, does: (options: ServeOptions) => Promise<void>): void {
  const command = program
    .command('studio')
    .description('open camscope in the browser: explain a radiograph with a network, nothing leaves the tab');
  addServeOptions(command).action((options: ServeOptions) => does(options));
}
