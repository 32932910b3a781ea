import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { unreadable, type ReadOptions } from './unreadable.ts';

/**
 * The entries of a folder, sorted by name.
 * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
 */
export async function readFolder(path: string, options: ReadOptions = {}): Promise<Dirent[]> {
  try {
    options.signal?.throwIfAborted();
    const entries = await readdir(path, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    throw unreadable(path, cause, options);
  }
}
