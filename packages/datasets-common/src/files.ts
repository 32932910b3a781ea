import { resolve } from 'node:path';
import type { OpenContext } from '@camscope/core';
import type { ReadOptions } from '@camscope/files-node';

/** How a file or folder is read that an option of a data set names. */
export function ofOption(dataset: string, option: string, signal?: AbortSignal): ReadOptions {
  return {
    signal,
    asked: `The option '${option}' of dataset '${dataset}'`,
    fix: `Correct '${option}'; relative paths start at the folder of the file that they are written in`,
  };
}

/** A file that an option of a data set names. */
export interface NamedFile {
  /** Absolute. */
  readonly path: string;
  readonly reading: ReadOptions;
}

/** @param path as the option has it. */
export function namedFile(
  dataset: string,
  option: string,
  path: string,
  { baseDirectory, signal }: OpenContext,
): NamedFile {
  return { path: resolve(baseDirectory, path), reading: ofOption(dataset, option, signal) };
}
