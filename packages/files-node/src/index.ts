export { glob, isPattern, type GlobMatch } from './glob.ts';
export { makeFolder } from './make-folder.ts';
export { nodeFiles, partOf } from './node-files.ts';
export { readFolder } from './read-folder.ts';
export * from './regular.ts';
export type { ReadOptions } from './unreadable.ts';
export { sweep } from './sweep.ts';
