import { Option, type Command } from 'commander';
import type { CommandContext } from '../command.ts';
import { collect } from './option.ts';

export interface InitOptions {
  readonly from: 'phantom' | 'chestxray14';
  readonly images?: string;
  readonly boxes?: string;
  readonly labels?: string;
  readonly model?: readonly string[];
  readonly card?: readonly string[];
  readonly force?: true;
}

export function addInit(program: Command, context: CommandContext): void {
  program
    .command('init')
    .description('write a commented study.yaml, and its schema for editors; offline')
    .argument('[folder]', 'where; made when missing', '.')
    .addOption(
      new Option('--from <data>', 'what the study is of')
        .choices(['phantom', 'chestxray14'])
        .default('phantom'),
    )
    .option('--images <folder>', 'of ChestX-ray14')
    .option('--boxes <file>', 'BBox_List_2017.csv')
    .option('--labels <file>', 'Data_Entry_2017_v2020.csv, for classification')
    .option('--model <file>', 'an ONNX file, repeatable', collect)
    .option('--card <file>', 'the card of each model, in the same order', collect)
    .option('--force', 'replace a study that is there')
    .action(async (folder: string, options: InitOptions) => {
      const { init } = await import('../commands/init.ts');
      await init(folder, options, context);
    });
}
