import { readdir, readFile } from 'node:fs/promises';
import { CamscopeError, messageOf } from '@camscope/core';

/** @throws CamscopeError FILE_UNREADABLE or INTERRUPTED. */
export async function readText(path: string, option: string, signal?: AbortSignal): Promise<string> {
  return await attempt(() => readFile(path, { encoding: 'utf8', signal }), path, option, signal);
}

/** Sorted names. @throws CamscopeError FILE_UNREADABLE or INTERRUPTED. */
export async function readFolder(path: string, option: string, signal?: AbortSignal): Promise<string[]> {
  return (await attempt(() => readdir(path), path, option, signal)).sort();
}

async function attempt<T>(
  read: () => Promise<T>,
  path: string,
  option: string,
  signal?: AbortSignal,
): Promise<T> {
  try {
    signal?.throwIfAborted();
    return await read();
  } catch (cause) {
    if (signal?.aborted)
      throw new CamscopeError('INTERRUPTED', 'Stopped while ChestX-ray14 was opened', { cause });
    throw new CamscopeError('FILE_UNREADABLE', `Cannot read ${path}`, {
      asked: `The option '${option}' of dataset 'chestxray14'`,
      found: messageOf(cause),
      fix: `Correct '${option}'; relative paths start at the folder of the file that they are written in`,
      cause,
    });
  }
}
