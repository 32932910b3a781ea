import { builtIn } from '@camscope/cli';
import { KINDS, type AnyContribution, type Plugin } from '@camscope/core';
import { lazyPlugins, loadWanted } from '@camscope/plugins';

const browsers = [
  ...lazyPlugins(['runtime'], { '@camscope/runtime-web': () => import('@camscope/runtime-web') }),
  ...lazyPlugins(['image-codec'], { '@camscope/images-web': () => import('@camscope/images-web') }),
];

/** Every plugin of this repository. */
export const plugins: readonly Plugin[] = await loadWanted([...builtIn, ...browsers], KINDS);

/** `metric/box-iou`, by which markers in pages name a contribution. */
export function nameOf({ kind, id }: AnyContribution): string {
  return `${kind}/${id}`;
}

/** The folder of a plugin's package, relative to the workspace. */
export function folderOf({ name }: Plugin): string {
  return `packages/${name.replace('@camscope/', '')}`;
}

/** The page of a plugin, relative to the workspace. */
export function pageOf(plugin: Plugin): string {
  return `${folderOf(plugin)}/README.md`;
}
