import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CamscopeError } from '@camscope/core';

/**
 * Writes a file piece by piece, without joining the pieces in memory.
 * @throws CamscopeError FILE_UNREADABLE.
 */
export async function writeChunks(path: string, chunks: readonly Uint8Array[]): Promise<void> {
  await pipeline(Readable.from(chunks), createWriteStream(path)).catch((cause: Error) => {
    throw new CamscopeError('FILE_UNREADABLE', `Cannot write ${path}`, { found: cause.message, cause });
  });
}
