import type { Command } from 'commander';
import { addPluginOption, collect, type PluginOptions } from './option.ts';

export interface InitOptions extends PluginOptions {
  readonly from?: string;
  readonly images?: string;
  readonly annotations?: string;
  readonly labels?: string;
  readonly model?: readonly string[];
  readonly card?: readonly string[];
  readonly force?: true;
}

export function addInit(
  program: Command,
  does: (folder: string, options: InitOptions) => Promise<void>,
): void {
  const command = program
    .command('init')
    .description('look at data, and write a commented study.yaml of them and its schema for editors; offline')
    .argument('[folder]', 'where; made when missing', '.')
    .option(
      '--from <data>',
      "what the study is of, as 'camscope list dataset' names it; by default what runs as it is",
    )
    .option('--images <folder>', 'of the data')
    .option('--annotations <file>', 'what readers drew; a folder, where a set has one')
    .option('--labels <file>', 'of whole images, for classification')
    .option('--model <file>', 'an ONNX file, repeatable', collect)
    .option('--card <file>', 'the card of each model, in the same order', collect)
    .option('--force', 'replace a study that is there');
  addPluginOption(command).action((folder: string, options: InitOptions) => does(folder, options));
}
