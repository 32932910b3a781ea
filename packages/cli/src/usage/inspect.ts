import type { Command } from 'commander';
import { addPluginOption, type PluginOptions } from './option.ts';

export interface InspectOptions extends PluginOptions {
  readonly card?: string;
  readonly json?: true;
}

export function addInspect(
  program: Command,
  does: (model: string, options: InspectOptions) => Promise<void>,
): void {
  const command = program
    .command('inspect')
    .description('tell what camscope sees in a network: scores, target layer, layers, preprocessing')
    .argument('<model>', 'ONNX file')
    .option('--card <file>', 'model card (YAML or JSON)')
    .option('--json', 'print JSON');
  addPluginOption(command).action((model: string, options: InspectOptions) => does(model, options));
}
