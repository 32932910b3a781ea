import type { ContributionKind, Plugin } from '@camscope/core';

/** A plugin that is known by what it contributes, and loaded when that is asked for. */
export interface LazyPlugin {
  /** The name of the plugin, and of its package. */
  readonly name: string;
  /** Every kind of what it contributes. */
  readonly kinds: readonly ContributionKind[];
  load(): Promise<Plugin>;
}

type Packages = Readonly<Record<string, () => Promise<{ readonly default: Plugin }>>>;

/** Plugins of packages, each of which contributes all of `kinds`. */
export function lazyPlugins(kinds: readonly ContributionKind[], packages: Packages): LazyPlugin[] {
  return Object.entries(packages).map(([name, load]) => ({
    name,
    kinds,
    load: async () => (await load()).default,
  }));
}

/** Loads those of `plugins` that contribute any of `kinds`, in their order. */
export function loadWanted(
  plugins: readonly LazyPlugin[],
  kinds: readonly ContributionKind[],
): Promise<Plugin[]> {
  const wanted = plugins.filter((plugin) => plugin.kinds.some((kind) => kinds.includes(kind)));
  return Promise.all(wanted.map((plugin) => plugin.load()));
}
