import { resolve } from 'node:path';
import { CamscopeError, parseOptions, type Registry, type Runtime } from '@camscope/core';
import { readCard } from '@camscope/experiment';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { parse } from 'yaml';
import type { Io } from './io.ts';
import { loadPlugins, type LoadedPlugins } from './plugins/load.ts';

/** What every subcommand is given. */
export interface CommandContext {
  readonly io: Io;
  /** Set by a command that ends otherwise than well. */
  exitCode: number;
}

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

export function loadNamedPlugins({ plugin }: PluginOptions, io: Io): Promise<LoadedPlugins> {
  return loadPlugins(plugin.map((name) => ({ name, directory: io.cwd })));
}

/** Which network, and where it runs. */
export interface ModelOptions {
  readonly model?: string;
  readonly card?: string;
}

/**
 * The ONNX file and the model card of a command line.
 * @throws CamscopeError CONFIG_INVALID, FILE_UNREADABLE.
 */
export async function modelOf({ model, card: cardFile }: ModelOptions, io: Io) {
  const card = cardFile === undefined ? {} : await readCard(resolve(io.cwd, cardFile), cardFile);
  const location = model === undefined ? card.file : resolve(io.cwd, model);
  if (location !== undefined) return { location, card };
  throw new CamscopeError('CONFIG_INVALID', 'No network is named', {
    fix: "Give --model FILE.onnx, or a --card with a 'file'",
  });
}

/** Does `work` with the runtime that the plugins offer first, and stops it afterwards. */
export async function withRuntime<Result>(
  registry: Registry,
  work: (runtime: Runtime) => Promise<Result>,
): Promise<Result> {
  const [starter] = registry.runtime.all();
  const runtime = starter.start(parseOptions(starter));
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
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
  try {
    return { ...before, [key]: parse(value) as unknown };
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

export function positiveInteger(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number, at least 1.');
}

export function choice(
  flags: string,
  description: string,
  choices: readonly string[],
  initial?: string,
): Option {
  return new Option(flags, description).choices(choices).default(initial);
}
