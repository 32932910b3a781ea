// What the command explains with, for other programs. None of it knows of a command line.
export { about } from './explain/about.ts';
export { checkStarts } from './explain/start-images.ts';
export { fittedTo, inputsIn, type LoadedInput } from './explain/inputs.ts';
export { guessedFor } from './explain/guessed-for.ts';
export { lotsOf } from './explain/lots.ts';
export { pictureOf } from './explain/picture.ts';
export {
  compilePlace,
  openPlace,
  type MethodSettings,
  type Place,
  type PreparedMethod,
} from './explain/prepare-method.ts';
export { toolsModule } from './host/tools-module.ts';
export { loadPlugins, type LoadedPlugins } from './plugins/load.ts';
