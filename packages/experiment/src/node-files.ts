import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CamscopeError, messageOf, type Chunks, type Files } from '@camscope/core';

/** Characters that are written at once. */
const BLOCK = 2 ** 16;

/** The files of this machine. */
export const nodeFiles: Files = {
  resolve,
  // A Buffer is a view into memory that others share: handed out as the bytes that it is.
  read: (path) => readFile(path).then(bytesOf, cannot('read', path)),
  async *stream(path) {
    try {
      yield* createReadStream(path) as AsyncIterable<Uint8Array>;
    } catch (cause) {
      cannot('read', path)(cause);
    }
  },
  write: replace,
  writeFrom: (path, chunks) => replace(path, inBlocks(chunks)),
  append: (path, content) => appendFile(path, content).catch(cannot('write', path)),
  remove: (path) => rm(path, { recursive: true, force: true }).catch(cannot('write', path)),
  makeFolder: (path) => mkdir(path, { recursive: true }).then(() => undefined, cannot('write', path)),
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
};

/** Written aside under a name of its own, whoever else writes the same path, and as short as any name may be. */
async function replace(
  path: string,
  content: Uint8Array | string | AsyncIterable<Uint8Array | string>,
): Promise<void> {
  const part = resolve(path, '..', `.${randomUUID()}.part`);
  try {
    await writeFile(part, content);
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    cannot('write', path)(cause);
  }
}

/** The same with short texts joined: each piece costs a call of the system. */
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

function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** For use with `catch`: an error of whoever gave the content is passed on. */
function cannot(verb: 'read' | 'write', path: string): (cause: unknown) => never {
  return (cause) => {
    if (cause instanceof CamscopeError) throw cause;
    throw new CamscopeError('FILE_UNREADABLE', `Cannot ${verb} ${path}`, { found: messageOf(cause), cause });
  };
}
