import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { CamscopeError, messageOf } from '@camscope/core';

/** @throws CamscopeError FILE_UNREADABLE or INTERRUPTED. */
export async function readText(path: string, option: string, signal?: AbortSignal): Promise<string> {
  return await attempt(() => readFile(path, { encoding: 'utf8', signal }), path, option, signal);
}

/** Of an image. @throws CamscopeError FILE_UNREADABLE or INTERRUPTED. */
export async function readBytes(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  return await attempt(() => readFile(path, { signal }), path, 'images', signal);
}

/** Entries of a folder of images, sorted by name. @throws CamscopeError FILE_UNREADABLE or INTERRUPTED. */
export async function readFolder(path: string, signal?: AbortSignal): Promise<Dirent[]> {
  const entries = await attempt(() => readdir(path, { withFileTypes: true }), path, 'images', signal);
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
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
      throw new CamscopeError('INTERRUPTED', 'Stopped while CheXlocalize was opened', { cause });
    throw new CamscopeError('FILE_UNREADABLE', `Cannot read ${path}`, {
      asked: `The option '${option}' of dataset 'chexlocalize'`,
      found: messageOf(cause),
      fix: `Correct '${option}'; relative paths start at the folder of the file that they are written in`,
      cause,
    });
  }
}
