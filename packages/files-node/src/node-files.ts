import { createHash, randomUUID } from 'node:crypto';
import { access, link, rename, rm, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CamscopeError, isCamscopeError, messageOf, type Chunks, type Files } from '@camscope/core';
import { makeFolder } from './make-folder.ts';
import { readFolder } from './read-folder.ts';
import { readBlocks, readBytes, readPart, streamBytes } from './regular.ts';
import { sweep } from './sweep.ts';

/** Characters that are written at once. */
const BLOCK = 2 ** 16;

/** The files of this machine. */
export const nodeFiles: Files = {
  resolve,
  read: (path) => readBytes(path),
  readPart: (path, start, end) => readPart(path, start, end),
  stream: (path) => streamBytes(path),
  sha256,
  list: async (path) =>
    (await readFolder(path)).map((entry) => ({
      name: entry.name,
      isFolder: entry.isDirectory(),
      isLink: entry.isSymbolicLink(),
    })),
  facts: (path) =>
    stat(path).then(
      (stats) => ({ size: stats.size, changed: stats.mtimeMs, isFile: stats.isFile() }),
      () => undefined,
    ),
  write: replace,
  writeFrom: (path, chunks) => replace(path, inBlocks(chunks)),
  create,
  remove: (path) => rm(path, { recursive: true, force: true }).catch(cannotWrite(path)),
  makeFolder: (path) => makeFolder(path).catch(cannotWrite(path)),
  sweep: (path) => sweep(path, isPart),
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
};

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await readBlocks(path, (block) => hash.update(block));
  return hash.digest('hex');
}

async function replace(
  path: string,
  content: Uint8Array | string | AsyncIterable<Uint8Array | string>,
): Promise<void> {
  const part = partOf(path);
  try {
    await writeFile(part, content);
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    cannotWrite(path)(cause);
  }
}

async function create(path: string, content: Uint8Array | string): Promise<boolean> {
  const part = partOf(path);
  try {
    await writeFile(part, content);
    // A file system without links has the file for a moment before its content.
    await link(part, path).catch((cause: unknown) => {
      if (isThere(cause)) throw cause;
      return writeFile(path, content, { flag: 'wx' });
    });
    return true;
  } catch (cause) {
    return isThere(cause) ? false : cannotWrite(path)(cause);
  } finally {
    await rm(part, { force: true }).catch(() => undefined);
  }
}

/** Where a file is written aside: a name of its own, whoever else writes the same path, and as short as any name may be. */
export function partOf(path: string): string {
  return resolve(path, '..', `.${randomUUID()}.part`);
}

function isPart(name: string): boolean {
  return name.startsWith('.') && name.endsWith('.part');
}

function isThere(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException).code === 'EEXIST';
}

/** Chunks with short texts joined: each piece costs a call of the system. */
async function* inBlocks(chunks: Chunks): AsyncGenerator<Uint8Array | string> {
  let text = '';
  for await (const chunk of chunks) {
    const isText = typeof chunk === 'string';
    if (isText) text += chunk;
    if (text !== '' && (!isText || text.length >= BLOCK)) {
      yield text;
      text = '';
    }
    if (!isText) yield chunk;
  }
  if (text !== '') yield text;
}

/** For use with `catch`: an error of whoever gave the content is passed on. */
function cannotWrite(path: string): (cause: unknown) => never {
  return (cause) => {
    if (isCamscopeError(cause)) throw cause;
    throw new CamscopeError('FILE_UNREADABLE', `Cannot write ${path}`, { found: messageOf(cause), cause });
  };
}
