import { dirname, resolve } from 'node:path';
import { CamscopeError } from '@camscope/core';
import { openNetwork, readNetwork, type Network } from '@camscope/engine';
import { nodeFiles } from '@camscope/files-node';
import { loadNamedPlugins, modelOf, withRuntime, type CommandContext } from '../command.ts';
import { fileFacts } from '../inspect/file-facts.ts';
import { fileInWords, networkInWords, placementInWords } from '../inspect/in-words.ts';
import { networkFacts } from '../inspect/network-facts.ts';
import { placementFacts } from '../inspect/placement-facts.ts';
import type { Io } from '../io.ts';
import type { InspectOptions } from '../usage/inspect.ts';

/** The facts of the file come first, so that they are seen even when the network cannot be understood. */
export async function inspect(model: string, options: InspectOptions, { io }: CommandContext): Promise<void> {
  await refuseToReplace(options, io);
  const plugins = await loadNamedPlugins(options, io, ['model', 'runtime']);
  const { registry } = plugins;
  const { location, card } = await modelOf({ model: resolve(io.cwd, model), card: options.card }, io);
  await withRuntime(plugins, async (runtime) => {
    const file = await runtime.load(location);
    const facts = fileFacts(readNetwork(location, file.bytes));
    if (!options.json) io.stdout(fileInWords(facts));
    const opened = await openNetwork({ location, file, card, registry, runtime, signal: io.signal });
    const network = networkFacts(opened);
    const placement = options.provider && placementFacts(opened, options.provider);
    if (options.json) io.stdout(`${JSON.stringify({ ...facts, ...network, placement }, null, 2)}\n`);
    else io.stdout(networkInWords(network) + (placement ? placementInWords(placement) : ''));
    if (options.writeCard !== undefined) await writeCard(opened, location, options.writeCard, io);
  });
}

/** Loads the writer of YAML when there is a card to write. */
async function writeCard(network: Network, location: string, card: string, io: Io): Promise<void> {
  const { cardText } = await import('../inspect/card-text.ts');
  const path = resolve(io.cwd, card);
  await nodeFiles.makeFolder(dirname(path));
  await nodeFiles.write(path, cardText(network, location, dirname(path)));
  io.stderr(`camscope: the card is in ${card}\n`);
}

async function refuseToReplace({ writeCard, force }: InspectOptions, { cwd }: Io): Promise<void> {
  if (writeCard === undefined || force || !(await nodeFiles.exists(resolve(cwd, writeCard)))) return;
  throw new CamscopeError('CONFIG_INVALID', `${writeCard} is there already`, {
    fix: 'Name another file, or give --force to replace it',
  });
}
