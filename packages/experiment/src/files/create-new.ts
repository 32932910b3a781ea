import { randomUUID } from 'node:crypto';
import { link, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CamscopeError, messageOf } from '@camscope/core';

/**
 * Makes a file, whole or not at all; of several processes one does.
 * @returns whether there was none.
 * @throws CamscopeError FILE_UNREADABLE.
 */
export async function createNew(path: string, content: string): Promise<boolean> {
  const part = join(dirname(path), `.${randomUUID()}.part`);
  try {
    await writeFile(part, content);
    // A file system without links has the file for a moment before its content.
    await link(part, path).catch((cause: unknown) => {
      if (isThere(cause)) throw cause;
      return writeFile(path, content, { flag: 'wx' });
    });
    return true;
  } catch (cause) {
    if (isThere(cause)) return false;
    throw new CamscopeError('FILE_UNREADABLE', `Cannot write ${path}`, { found: messageOf(cause), cause });
  } finally {
    await rm(part, { force: true }).catch(() => undefined);
  }
}

function isThere(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException).code === 'EEXIST';
}
