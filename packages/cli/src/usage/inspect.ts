import type { Command } from 'commander';
import type { DeviceName } from '@camscope/onnx';
import { deviceNames } from './choices.ts';
import { addPluginOption, choice, type PluginOptions } from './option.ts';

export interface InspectOptions extends PluginOptions {
  readonly card?: string;
  readonly provider?: DeviceName;
  readonly writeCard?: string;
  readonly force?: true;
  readonly json?: true;
}

export function addInspect(
  program: Command,
  does: (model: string, options: InspectOptions) => Promise<void>,
): void {
  const command = program
    .command('inspect')
    .description(
      'tell what camscope sees in a network: scores, target layer, layers, preprocessing, and what it guesses',
    )
    .argument('<model>', 'ONNX file')
    .option('--card <file>', 'model card (YAML or JSON)')
    .addOption(
      choice(
        '--provider <name>',
        'tell too which nodes this execution provider leaves to the CPU',
        deviceNames,
      ),
    )
    .option('--write-card <file>', 'write a model card to fill in: what is known, and guesses as comments')
    .option('--force', 'replace a card that is there')
    .option('--json', 'print JSON');
  addPluginOption(command).action((model: string, options: InspectOptions) => does(model, options));
}
