import type { ReadOptions } from '@camscope/files-node';

/** How a file or folder is read that an option names. */
export function ofOption(option: string, signal?: AbortSignal): ReadOptions {
  return {
    signal,
    asked: `The option '${option}' of dataset 'chestxray14'`,
    fix: `Correct '${option}'; relative paths start at the folder of the file that they are written in`,
  };
}
