import { resolve } from 'node:path';
import { loadPlugins, toolsModule } from '@camscope/cli/parts';
import { IMAGE_CODEC, RUNTIME, type ModelCard, type Plugin } from '@camscope/core';
import { openNetwork } from '@camscope/engine';
import { nodeFiles } from '@camscope/files-node';
import { Network } from './network.ts';
import type { OpenOptions } from './options.ts';

/** What explaining takes; the rest is not loaded. */
const KINDS = ['explainer', 'model', 'runtime', 'image-codec', 'filter', 'segmenter', 'metric'] as const;

/**
 * Opens a network to explain it. Close it, or declare it by `await using`: its sessions are threads.
 * @param model path of the ONNX file.
 * @throws CamscopeError FILE_UNREADABLE, MODEL_MALFORMED, MODEL_UNSUPPORTED, CONFIG_INVALID, PLUGIN_INVALID,
 *   RUNTIME_FAILED, INTERRUPTED.
 */
export async function open(model: string, options: OpenOptions = {}): Promise<Network> {
  const { card, plugins = [], tell = warn, signal } = options;
  const directory = process.cwd();
  const named = plugins.flatMap((one) => (typeof one === 'string' ? [{ name: one, directory }] : []));
  const given = plugins.filter((one): one is Plugin => typeof one !== 'string');
  const { container, registry } = await loadPlugins(named, { kinds: KINDS, given });
  container.load(toolsModule);
  const runtime = container.get(RUNTIME);
  try {
    const known = await openNetwork({
      ...{ location: resolve(model), card: await cardOf(card) },
      ...{ registry, runtime, signal },
    });
    return new Network({ ...options, tell, known, registry, runtime, codec: container.get(IMAGE_CODEC) });
  } catch (error) {
    await runtime.close();
    throw error;
  }
}

/** The reader of YAML is loaded when there is a card to read. */
async function cardOf(card: string | ModelCard | undefined): Promise<ModelCard | undefined> {
  if (typeof card !== 'string') return card;
  const { readCard } = await import('@camscope/experiment');
  return readCard(nodeFiles, resolve(card), card);
}

function warn(text: string): void {
  process.emitWarning(text, { type: 'Camscope' });
}
