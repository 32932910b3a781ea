import type { Aggregation } from '@camscope/onnx';
import type { Command } from 'commander';
import { aggregations } from './choices.ts';
import { required } from './mistakes.ts';
import { addPluginOption, choice, collect, collectPair, type PluginOptions } from './option.ts';

export interface CompileOptions extends PluginOptions {
  readonly card?: string;
  readonly method: string;
  readonly option: Record<string, unknown>;
  readonly layer?: readonly string[];
  readonly aggregate: Aggregation;
  readonly classInput?: true;
  readonly out: string;
  readonly json?: true;
}

export function addCompile(
  program: Command,
  does: (model: string, options: CompileOptions) => Promise<void>,
): void {
  const command = program
    .command('compile')
    .description('save a network that explains itself: one ONNX file with outputs logits and heatmap')
    .argument('<model>', 'ONNX file')
    .option('--card <file>', 'model card (YAML or JSON)')
    .addOption(required('--method <id>', "method of explanation; see 'camscope list explainer'"))
    .option('--option <key=value>', 'option of the method (repeatable)', collectPair, {})
    .option('--layer <name>', 'target layer, tensor or pattern (repeatable)', collect)
    .addOption(choice('--aggregate <how>', 'how the maps of several layers become one', aggregations, 'mean'))
    .option(
      '--class-input',
      'add an input `class` (int64, −1: the top class); without it the top class is explained',
    )
    .addOption(required('--out <file>', 'the ONNX file to write'))
    .option('--json', 'print JSON');
  addPluginOption(command).action((model: string, options: CompileOptions) => does(model, options));
}
