import { createContainer, REGISTRY, type Registry } from '@camscope/core';
import { loadWanted, portablePlugins } from '@camscope/plugins';

/** What a page can do: the contributions of every plugin that runs anywhere, of these kinds. */
export async function openRegistry(): Promise<Registry> {
  const plugins = await loadWanted(portablePlugins, ['explainer', 'model', 'segmenter', 'metric', 'filter']);
  return createContainer(plugins).get(REGISTRY);
}
