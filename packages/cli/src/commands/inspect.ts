import { resolve } from 'node:path';
import { openNetwork } from '@camscope/engine';
import { readModel } from '@camscope/onnx';
import { loadNamedPlugins, modelOf, withRuntime, type CommandContext } from '../command.ts';
import { fileFacts } from '../inspect/file-facts.ts';
import { fileInWords, networkInWords, placementInWords } from '../inspect/in-words.ts';
import { networkFacts } from '../inspect/network-facts.ts';
import { placementFacts } from '../inspect/placement-facts.ts';
import type { InspectOptions } from '../usage/inspect.ts';

/** The facts of the file come first, so that they are seen even when the network cannot be understood. */
export async function inspect(model: string, options: InspectOptions, { io }: CommandContext): Promise<void> {
  const plugins = await loadNamedPlugins(options, io, ['model', 'runtime']);
  const { registry } = plugins;
  const { location, card } = await modelOf({ model: resolve(io.cwd, model), card: options.card }, io);
  await withRuntime(plugins, async (runtime) => {
    const file = await runtime.load(location);
    const facts = fileFacts(readModel(file.bytes));
    if (!options.json) io.stdout(fileInWords(facts));
    const opened = await openNetwork({ location, file, card, registry, runtime, signal: io.signal });
    const network = networkFacts(opened);
    const placement = options.provider && placementFacts(opened, options.provider);
    if (options.json) io.stdout(`${JSON.stringify({ ...facts, ...network, placement }, null, 2)}\n`);
    else io.stdout(networkInWords(network) + (placement ? placementInWords(placement) : ''));
  });
}
