import type { Aggregation } from '@camscope/onnx';
import type { ColourMapName } from '@camscope/pixels';
import type { Command } from 'commander';
import {
  aggregations,
  channelReductions,
  colourMapNames,
  normalisations,
  rectifications,
  upsampleKernels,
} from './choices.ts';
import { required } from './mistakes.ts';
import {
  addCudaOption,
  addPluginOption,
  addPrecisionOption,
  choice,
  collect,
  collectPair,
  positiveInteger,
  type DeviceOptions,
  type ModelOptions,
  type PluginOptions,
} from './option.ts';

export interface ExplainOptions extends ModelOptions, DeviceOptions, PluginOptions {
  readonly method: readonly string[];
  readonly option: Record<string, unknown>;
  readonly target?: readonly string[];
  readonly layer?: readonly string[];
  readonly aggregate?: Aggregation;
  readonly provider?: string;
  readonly fallback: readonly string[];
  readonly threads?: number;
  readonly batch?: number;
  readonly memory?: number;
  readonly baseline?: readonly string[];
  readonly budget?: number;
  readonly cache?: string;
  readonly reduce?: string;
  readonly upsample?: string;
  readonly rectify?: string;
  readonly normalise?: string;
  readonly colourMap: ColourMapName;
  readonly segmenter?: string;
  readonly out: string;
  readonly sheet?: true;
  readonly json?: true;
}

const FORMATS =
  'PNG, JPEG, TIFF, WebP, DICOM or JSRT, or a ready tensor .npy: float32 [C,H,W] or [N,C,H,W]; a folder of such; or a pattern in quotes';

export function addExplain(
  program: Command,
  does: (images: string[], options: ExplainOptions) => Promise<void>,
): void {
  const command = program
    .command('explain')
    .description('write heatmaps and overlays of images')
    .argument('<image...>', FORMATS)
    .option('--model <file>', 'the network, an ONNX file')
    .option('--card <file>', 'model card (YAML or JSON): what the ONNX file does not say')
    .addOption(
      required('--method <id>', "method of explanation, repeatable; see 'camscope list explainer'", collect),
    )
    .option(
      '--option <key=value>',
      "of every method that has it or, as id.key=value, of one; repeatable; see 'camscope describe ID'",
      collectPair,
      {},
    )
    .option(
      '--target <class>',
      'class: an index or a label, repeatable; or all; or top1, the default',
      collect,
    )
    .option('--layer <name>', "target layer, tensor or pattern, repeatable; see 'camscope inspect'", collect)
    .addOption(
      choice('--aggregate <how>', 'one map of several layers, in place of one of each', aggregations),
    )
    .option('--provider <name>', 'execution provider: cpu, cuda, webgpu')
    .option('--fallback <provider>', 'provider to try when the first cannot start, repeatable', collect, [])
    .option('--threads <n>', 'threads of the network', positiveInteger)
    .option('--batch <n>', 'images, samples or masks in one run; 8 by default', positiveInteger)
    .option(
      '--memory <MiB>',
      'what one run of the network may take, by an estimate; 64 by default on the CPU, 4096 on CUDA, 1024 on another device',
      positiveInteger,
    )
    .option('--baseline <image>', 'an image that methods with baseline=data start from, repeatable', collect)
    .option(
      '--budget <n>',
      "masks tried at most: of the layer's maps those that vary most, else the first",
      positiveInteger,
    )
    .option('--cache <folder>', 'keep what masks scored from one call to the next')
    .addOption(choice('--reduce <how>', 'how the channels of an attribution become one', channelReductions))
    .addOption(choice('--upsample <kernel>', 'how the raw map is enlarged', upsampleKernels))
    .addOption(
      choice('--rectify [when]', 'negative values become 0; raw if not said', rectifications).preset('raw'),
    )
    .addOption(choice('--normalise <how>', 'how values come into [0, 1]', normalisations))
    .addOption(choice('--colour-map <name>', 'colours of the overlay', colourMapNames, 'jet'))
    .option('--segmenter <id>', 'draw the boxes of a segmenter')
    .option('--out <folder>', 'where the files go; made when missing', 'camscope-maps')
    .option('--sheet', 'one picture too of all maps beside each other: images × (radiograph and methods)')
    .option('--json', 'print a JSON array, one object per map');
  addPluginOption(addCudaOption(addPrecisionOption(command))).action(
    (images: string[], options: ExplainOptions) => does(images, options),
  );
}
