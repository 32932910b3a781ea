import { lazyPlugins, portablePlugins, type LazyPlugin } from '@camscope/plugins';
import { versionOf } from './version.ts';

/** The plugins that come with camscope: those that run anywhere, and Node's own. */
export const builtIn: readonly LazyPlugin[] = [
  ...portablePlugins,
  ...lazyPlugins(['dataset'], {
    '@camscope/datasets-chestxray14': () => import('@camscope/datasets-chestxray14'),
    '@camscope/datasets-chexlocalize': () => import('@camscope/datasets-chexlocalize'),
    '@camscope/datasets-phantom': () => import('@camscope/datasets-phantom'),
  }),
  ...lazyPlugins(['runtime'], { '@camscope/runtime-node': () => import('@camscope/runtime-node') }),
  ...lazyPlugins(['image-codec'], { '@camscope/images': () => import('@camscope/images') }),
];

/** Version of a built-in plugin, as installed. */
export function versionOfBuiltIn(name: string): string {
  const portable = portablePlugins.some((plugin) => plugin.name === name);
  return versionOf(name, portable ? '@camscope/plugins' : undefined);
}
