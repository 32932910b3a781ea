import type { AnyContribution, Plugin } from '@camscope/core';
import webPlugin from '@camscope/runtime-web';
import { builtIn } from '../../packages/cli/src/plugins/built-in.ts';

/** Every plugin of this repository. */
export const plugins: readonly Plugin[] = [...builtIn, webPlugin];

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
