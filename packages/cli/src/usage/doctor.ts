import type { Command } from 'commander';
import {
  addCudaOption,
  addPluginOption,
  addPrecisionOption,
  collect,
  type DeviceOptions,
  type ModelOptions,
  type PluginOptions,
} from './option.ts';

export interface DoctorOptions extends DeviceOptions, ModelOptions, PluginOptions {
  readonly provider?: readonly string[];
  readonly conformance?: true;
  readonly bench?: true;
  readonly json?: true;
}

export function addDoctor(program: Command, does: (options: DoctorOptions) => Promise<void>): void {
  const command = program
    .command('doctor')
    .description('tell what runs here: execution providers, and whether they compute what they should')
    .option(
      '--provider <name>',
      'execution provider to look at (repeatable); all of them by default',
      collect,
    )
    .option('--conformance', 'run every gradient rule and method on the providers, against the CPU')
    .option('--bench', 'time explanations on the providers against the network alone, in two minutes each')
    .option(
      '--model <file>',
      'time them on this network, an ONNX file, in place of ResNet-50 and DenseNet-121',
    )
    .option('--card <file>', 'its model card')
    .option('--json', 'print JSON');
  addPluginOption(addCudaOption(addPrecisionOption(command))).action((options: DoctorOptions) =>
    does(options),
  );
}
