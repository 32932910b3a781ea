export { lazyPlugins, loadWanted, type LazyPlugin } from './lazy-plugin.ts';
export { portablePlugins } from './portable.ts';
