export { main, program } from './cli.ts';
export type { CommandContext } from './command.ts';
export { EXIT, exitCodes } from './exit-codes.ts';
export type { Io } from './io.ts';
export { builtIn } from './plugins/built-in.ts';
export { sharedModules } from './plugins/shared-modules.ts';
export { loadPlugins, type LoadedPlugins, type PluginRequest, type PluginsWanted } from './plugins/load.ts';
export { matrix, matrixRows, sentences, type Matrix } from './list/matrix.ts';
