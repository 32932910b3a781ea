import type { Command } from 'commander';
import { addServeOptions, type ServeOptions } from './serve-options.ts';

export function addView(
  program: Command,
  does: (runs: readonly string[], options: ServeOptions) => Promise<void>,
): void {
  const command = program
    .command('view')
    .description(
      'look at a run in a browser, or at two side by side: its findings, plots, radiographs and maps',
    )
    .argument('<run>', "folder that 'camscope run' wrote, finished or growing")
    .argument('[other]', 'another run, to see what differs');
  addServeOptions(command).action((run: string, other: string | undefined, options: ServeOptions) =>
    does(other === undefined ? [run] : [run, other], options),
  );
}
