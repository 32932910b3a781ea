import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { addExitCodes } from './exit-codes.ts';
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
  readonly only?: string;
  readonly bench?: true;
  readonly json?: true;
}

export function addDoctor(program: Command, does: (options: DoctorOptions) => Promise<void>): void {
  const command = program
    .command('doctor')
    .description('tell what runs here: execution providers, and whether they compute what they should')
    .option(
      '--provider <name>',
      "execution provider to look at (repeatable): cpu, cuda, webgpu; all of the runtime's by default",
      collect,
    )
    .option('--conformance', 'run every gradient rule and method on the providers, against the CPU')
    .option('--only <text>', 'with --conformance: of the checks, those with this in their names')
    .option('--bench', 'time explanations on the providers against the network alone, in two minutes each')
    .option(
      '--model <file>',
      'with --bench: time them on this network, an ONNX file, in place of ResNet-50 and DenseNet-121',
    )
    .option('--card <file>', 'with --bench: the model card of this network')
    .option('--json', 'print JSON: every provider, with the checks and times asked for');
  addExitCodes(addPluginOption(addCudaOption(addPrecisionOption(command))), ENDS).action(
    (options: DoctorOptions) => does(options),
  );
}

const ENDS = {
  done: 'what was asked for starts, and no check fails',
  failed: 'a provider that was asked for does not start, or a check fails',
  usage: exitCodes.usage,
  defect: exitCodes.defect,
  interrupted: 'interrupted by the user (SIGINT)',
};
