import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CamscopeError } from '@camscope/core';

/** @throws CamscopeError FILE_UNREADABLE. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch(cannotWrite(path));
}

/** @throws CamscopeError FILE_UNREADABLE. */
export async function saveFile(path: string, content: Uint8Array | string): Promise<void> {
  await writeFile(path, content).catch(cannotWrite(path));
}

/**
 * Writes a file piece by piece, without joining the pieces in memory.
 * @throws CamscopeError FILE_UNREADABLE.
 */
export async function writeChunks(path: string, chunks: readonly Uint8Array[]): Promise<void> {
  await pipeline(Readable.from(chunks), createWriteStream(path)).catch(cannotWrite(path));
}

/** For use with `catch`. */
export function cannotWrite(path: string): (cause: Error) => never {
  return (cause) => {
    throw new CamscopeError('FILE_UNREADABLE', `Cannot write ${path}`, { found: cause.message, cause });
  };
}
