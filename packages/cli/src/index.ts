export { main } from './cli.ts';
export type { Io } from './io.ts';
export { loadPlugins, type LoadedPlugins, type PluginRequest } from './plugins/load.ts';
