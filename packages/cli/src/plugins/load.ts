import {
  createContainer,
  KINDS,
  REGISTRY,
  type Container,
  type ContributionKind,
  type Plugin,
  type Registry,
} from '@camscope/core';
import type { PluginRecord } from '@camscope/experiment';
import { loadWanted } from '@camscope/plugins';
import { nodeModule } from '../host/node-module.ts';
import { builtIn, versionOfBuiltIn } from './built-in.ts';
import type { PluginRequest } from './load-named.ts';

export type { PluginRequest };

export interface PluginsWanted<Kind extends ContributionKind> {
  /** Built-in plugins that contribute none of these are not loaded; all are by default. */
  readonly kinds?: readonly Kind[];
  /** Plugins of a program, which has loaded them itself. */
  readonly given?: readonly Plugin[];
}

export interface LoadedPlugins<Kind extends ContributionKind = ContributionKind> {
  /** Holds the registry, and whatever else is bound in it. */
  readonly container: Container;
  /** Of the kinds asked for; whole. */
  readonly registry: Pick<Registry, Kind>;
  /** Every plugin with its version. */
  records(): PluginRecord[];
}

/**
 * The built-in plugins and those that are named, TypeScript included, or given, in one container.
 * @throws CamscopeError PLUGIN_INVALID, ID_DUPLICATE, with the place where the plugin at fault is named.
 */
export async function loadPlugins<Kind extends ContributionKind = ContributionKind>(
  requests: readonly PluginRequest[],
  { kinds, given = [] }: PluginsWanted<Kind> = {},
): Promise<LoadedPlugins<Kind>> {
  const loaded = new Map<Plugin, { readonly record?: PluginRecord; readonly at?: string }>();
  for (const plugin of await loadWanted(builtIn, kinds ?? KINDS)) loaded.set(plugin, {});
  for (const { plugin, ...named } of await loadRequested(requests)) loaded.set(plugin, named);
  const container = createContainer(
    [...[...loaded].map(([plugin, { at }]) => ({ ...plugin, at })), ...given],
    nodeModule,
  );
  return {
    container,
    registry: container.get(REGISTRY),
    records: () => [...loaded].map(([{ name }, { record }]) => record ?? recordOfBuiltIn(name)),
  };
}

function recordOfBuiltIn(name: string): PluginRecord {
  return { name, version: versionOfBuiltIn(name) };
}

/** Those that do not come with camscope. What is wrong with any of them is told at once. */
async function loadRequested(requests: readonly PluginRequest[]) {
  const others = requests.filter((request) => builtIn.every(({ name }) => name !== request.name));
  if (others.length === 0) return [];
  const [{ loadNamed }, { Mistakes }] = await Promise.all([
    import('./load-named.ts'),
    import('@camscope/experiment'),
  ]);
  const mistakes = new Mistakes();
  const loaded = [];
  for (const request of others)
    for (const named of await mistakes.attemptAsync(() => loadNamed(request)))
      loaded.push({ ...named, at: request.at });
  mistakes.check();
  return loaded;
}
