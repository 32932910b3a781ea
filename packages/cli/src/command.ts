import { resolve } from 'node:path';
import { CamscopeError, RUNTIME, type ContributionKind, type ModelCard, type Runtime } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import { toolsModule } from './host/tools-module.ts';
import type { Io } from './io.ts';
import { loadPlugins, type LoadedPlugins } from './plugins/load.ts';
import type { ModelOptions, PluginOptions } from './usage/option.ts';

/** What every subcommand is given. */
export interface CommandContext {
  readonly io: Io;
  /** Set by a command that ends otherwise than well. */
  exitCode: number;
  /** Set when work begins that is kept should a later step fail. */
  begun?: true;
}

/** The built-in plugins that contribute any of `kinds`, all by default, and those that the command line names. */
export function loadNamedPlugins<Kind extends ContributionKind = ContributionKind>(
  { plugin }: PluginOptions,
  io: Io,
  kinds?: readonly Kind[],
): Promise<LoadedPlugins<Kind>> {
  return loadPlugins(
    plugin.map((name) => ({ name, directory: io.cwd })),
    { kinds },
  );
}

/**
 * The ONNX file and the model card of a command line.
 * @throws CamscopeError CONFIG_INVALID, FILE_UNREADABLE.
 */
export async function modelOf({ model, card: cardFile }: ModelOptions, io: Io) {
  const card: ModelCard = cardFile === undefined ? {} : await cardIn(resolve(io.cwd, cardFile), cardFile);
  const location = model === undefined ? card.file : resolve(io.cwd, model);
  if (location !== undefined) return { location, card };
  throw new CamscopeError('CONFIG_INVALID', 'No network is named', {
    fix: "Give --model FILE.onnx, or a --card with a 'file'",
  });
}

/** Loads the reader of YAML when there is a card to read. */
async function cardIn(path: string, name: string): Promise<ModelCard> {
  const { readCard } = await import('@camscope/experiment');
  return readCard(nodeFiles, path, name);
}

/** Does `work` with the runtime that the plugins offer first, and stops it afterwards. */
export async function withRuntime<Result>(
  { container }: Pick<LoadedPlugins, 'container'>,
  work: (runtime: Runtime) => Promise<Result>,
): Promise<Result> {
  container.load(toolsModule);
  const runtime = container.get(RUNTIME);
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}
