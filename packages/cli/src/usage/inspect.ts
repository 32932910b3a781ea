import type { Command } from 'commander';
import type { DeviceName } from '@camscope/onnx';
import { deviceNames } from './choices.ts';
import { addPluginOption, choice, type PluginOptions } from './option.ts';

export interface InspectOptions extends PluginOptions {
  readonly card?: string;
  readonly provider?: DeviceName;
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
    .addOption(
      choice(
        '--provider <name>',
        'tell too which nodes this execution provider leaves to the CPU',
        deviceNames,
      ),
    )
    .option('--json', 'print JSON');
  addPluginOption(command).action((model: string, options: InspectOptions) => does(model, options));
}
