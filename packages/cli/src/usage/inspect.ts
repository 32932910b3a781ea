import type { Command } from 'commander';
import type { CommandContext } from '../command.ts';
import { addPluginOption, type PluginOptions } from './option.ts';

export interface InspectOptions extends PluginOptions {
  readonly card?: string;
  readonly json?: true;
}

export function addInspect(program: Command, context: CommandContext): void {
  const command = program
    .command('inspect')
    .description('tell what camscope sees in a network: scores, target layer, layers, preprocessing')
    .argument('<model>', 'ONNX file')
    .option('--card <file>', 'model card (YAML or JSON)')
    .option('--json', 'print JSON');
  addPluginOption(command).action(async (model: string, options: InspectOptions) => {
    const { inspect } = await import('../commands/inspect.ts');
    await inspect(model, options, context);
  });
}
