import type { Command } from 'commander';
import { addPluginOption, type PluginOptions } from './option.ts';

/** Which maps of a run are made again. */
export interface MapsOptions extends PluginOptions {
  readonly model?: string;
  readonly method?: string;
}

export function addMapsOptions(command: Command): Command {
  return addPluginOption(
    command
      .option('--model <name>', 'network of the run; needed where it has several')
      .option('--method <name>', 'method of the run; needed where it has several'),
  );
}
