import { lazyPlugins, portablePlugins, type LazyPlugin } from '@camscope/plugins';
import { versionOf } from './version.ts';

/** The plugins that come with camscope: those that run anywhere, and Node's own. */
export const builtIn: readonly LazyPlugin[] = [
  ...portablePlugins,
  ...lazyPlugins(['dataset'], {
    '@camscope/datasets-candid-ptx': () => import('@camscope/datasets-candid-ptx'),
    '@camscope/datasets-chestx-det10': () => import('@camscope/datasets-chestx-det10'),
    '@camscope/datasets-chestxray14': () => import('@camscope/datasets-chestxray14'),
    '@camscope/datasets-chexlocalize': () => import('@camscope/datasets-chexlocalize'),
    '@camscope/datasets-coco': () => import('@camscope/datasets-coco'),
    '@camscope/datasets-egd-cxr': () => import('@camscope/datasets-egd-cxr'),
    '@camscope/datasets-jsrt': () => import('@camscope/datasets-jsrt'),
    '@camscope/datasets-masks': () => import('@camscope/datasets-masks'),
    '@camscope/datasets-montgomery': () => import('@camscope/datasets-montgomery'),
    '@camscope/datasets-ms-cxr': () => import('@camscope/datasets-ms-cxr'),
    '@camscope/datasets-object-cxr': () => import('@camscope/datasets-object-cxr'),
    '@camscope/datasets-padchest-gr': () => import('@camscope/datasets-padchest-gr'),
    '@camscope/datasets-phantom': () => import('@camscope/datasets-phantom'),
    '@camscope/datasets-reflacx': () => import('@camscope/datasets-reflacx'),
    '@camscope/datasets-rsna-pneumonia': () => import('@camscope/datasets-rsna-pneumonia'),
    '@camscope/datasets-siim-acr': () => import('@camscope/datasets-siim-acr'),
    '@camscope/datasets-table': () => import('@camscope/datasets-table'),
    '@camscope/datasets-tbx11k': () => import('@camscope/datasets-tbx11k'),
    '@camscope/datasets-vindr-cxr': () => import('@camscope/datasets-vindr-cxr'),
    '@camscope/datasets-voc': () => import('@camscope/datasets-voc'),
    '@camscope/datasets-yolo': () => import('@camscope/datasets-yolo'),
  }),
  ...lazyPlugins(['runtime'], { '@camscope/runtime-node': () => import('@camscope/runtime-node') }),
  ...lazyPlugins(['image-codec'], { '@camscope/images': () => import('@camscope/images') }),
];

/** Version of a built-in plugin, as installed. */
export function versionOfBuiltIn(name: string): string {
  const portable = portablePlugins.some((plugin) => plugin.name === name);
  return versionOf(name, portable ? '@camscope/plugins' : undefined);
}
