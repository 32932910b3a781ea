import { createRequire } from 'node:module';
import type { Precision } from '@camscope/core';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { precisions } from './choices.ts';

/** `--plugin`, on every command that reads the registry. */
export interface PluginOptions {
  readonly plugin: readonly string[];
}

export function addPluginOption(command: Command): Command {
  return command.option(
    '--plugin <spec>',
    'load a plugin: a package, or a file beginning with ./ (repeatable)',
    collect,
    [],
  );
}

/** Which network, and where it runs. */
export interface ModelOptions {
  readonly model?: string;
  readonly card?: string;
}

/** What the devices of networks need, and how exactly they have to multiply. */
export interface DeviceOptions {
  readonly precision?: Precision;
  readonly cudaLibraries?: string;
}

export function addPrecisionOption(command: Command): Command {
  return command.addOption(
    choice(
      '--precision <how>',
      'a provider that rounds more than this is refused; exact by default',
      precisions,
    ),
  );
}

export function addCudaOption(command: Command): Command {
  return command.option(
    '--cuda-libraries <folder>',
    "libraries of CUDA, or Python's packages that hold them; CAMSCOPE_CUDA_LIBRARIES by default",
  );
}

/** For options that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** `key=value` with a YAML value, into an object. */
export function collectPair(
  pair: string,
  before: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
  if (key === undefined) throw new InvalidArgumentError('Write key=value.');
  if (Object.hasOwn(before, key)) throw new InvalidArgumentError(`'${key}' is given twice.`);
  try {
    return { ...before, [key]: parseYaml(value) };
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

export function positiveInteger(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number, at least 1.');
}

/** `from:to:step`, both ends included, as numbers of at most ten decimals. */
export function gridOf(text: string): number[] {
  const numbers = text.split(':').map(Number);
  const [from, to, step] = numbers;
  const sound = numbers.length === 3 && from >= 0 && from <= to && to <= 1 && step >= 1e-4;
  if (!sound) throw new InvalidArgumentError('Write from:to:step in [0, 1], such as 0.05:0.95:0.05.');
  const steps = Math.floor((to - from) / step + 1e-9);
  return Array.from({ length: steps + 1 }, (_, i) => Number((from + i * step).toFixed(10)));
}

export function choice(
  flags: string,
  description: string,
  choices: readonly string[],
  initial?: string,
): Option {
  return new Option(flags, description).choices(choices).default(initial);
}

/** Loads the parser on first use: commander's parsers cannot wait, and help needs none. */
function parseYaml(text: string): unknown {
  const { parse } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  return parse(text);
}
