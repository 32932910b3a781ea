import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { unreadable, type ReadOptions } from './unreadable.ts';

/** The largest file that is read at once, in bytes: as much as Node can, and as one ONNX file can have. */
export const MAX_BYTES = 2 ** 31 - 1;
/** The largest text, in bytes: about the longest string. */
export const MAX_TEXT = 2 ** 29 - 24;

/** The most that is held of a file that is read block by block, in bytes. */
const BLOCK = 2 ** 20;

/** How a file is read. */
export interface FileOptions extends ReadOptions {
  /** The largest that is accepted, in bytes; {@link MAX_BYTES} or {@link MAX_TEXT} by default. */
  readonly most?: number;
}

/**
 * The bytes of a regular file: a pipe or a device has no end, and a folder no bytes.
 * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
 */
export function readBytes(path: string, options: FileOptions = {}): Promise<Uint8Array> {
  return reading(path, { most: MAX_BYTES, ...options }, async (file) => {
    // A Buffer is a view into memory that others share: handed out as the bytes that it is.
    const { buffer, byteOffset, byteLength } = await file.readFile({ signal: options.signal });
    return new Uint8Array(buffer, byteOffset, byteLength);
  });
}

/**
 * The first bytes of a regular file, at most `count`.
 * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
 */
export function readHead(path: string, count: number, options: ReadOptions = {}): Promise<Uint8Array> {
  return reading(path, options, async (file) => {
    const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  });
}

/**
 * The bytes of a regular file from `start` to before `end`, or to its end.
 * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
 */
export function readPart(
  path: string,
  start: number,
  end: number,
  options: ReadOptions = {},
): Promise<Uint8Array> {
  return reading(path, options, async (file) => {
    const { size } = await file.stat();
    const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
    let read = 0;
    while (read < bytes.length) {
      const { bytesRead } = await file.read(bytes, read, bytes.length - read, start + read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return bytes.subarray(0, read);
  });
}

/**
 * A regular file of UTF-8.
 * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
 */
export function readText(path: string, options: FileOptions = {}): Promise<string> {
  return reading(path, { most: MAX_TEXT, ...options }, (file) =>
    file.readFile({ encoding: 'utf8', signal: options.signal }),
  );
}

/**
 * The bytes of a regular file of any size, in chunks.
 * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
 */
export async function* streamBytes(path: string, options: ReadOptions = {}): AsyncGenerator<Uint8Array> {
  const file = await reading(path, options, async (opened) => opened, 'keep');
  try {
    yield* file.createReadStream({ signal: options.signal }) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw unreadable(path, cause, options);
  }
}

/**
 * Shows the bytes of a regular file of any size, block by block, in memory that the next block is read into.
 * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
 */
export function readBlocks(
  path: string,
  look: (block: Uint8Array) => void,
  options: ReadOptions = {},
): Promise<void> {
  return reading(path, options, async (file) => {
    const { size } = await file.stat();
    const block = new Uint8Array(Math.min(BLOCK, size + 1));
    for (;;) {
      const { bytesRead } = await file.read(block, 0, block.length);
      if (bytesRead === 0) return;
      look(block.subarray(0, bytesRead));
    }
  });
}

/**
 * Settles where there is a regular file.
 * @throws CamscopeError FILE_UNREADABLE.
 */
export function requireFile(path: string, options: ReadOptions = {}): Promise<void> {
  return reading(path, options, async () => undefined);
}

async function reading<T>(
  path: string,
  options: FileOptions,
  read: (file: FileHandle) => Promise<T>,
  after: 'close' | 'keep' = 'close',
): Promise<T> {
  let file: FileHandle | undefined;
  try {
    options.signal?.throwIfAborted();
    // Without O_NONBLOCK, which Windows lacks, a pipe is waited for until somebody writes to it.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    await checkFile(file, options.most ?? Infinity);
    return await read(file);
  } catch (cause) {
    if (after === 'keep') await file?.close();
    throw unreadable(path, cause, options);
  } finally {
    if (after === 'close') await file?.close();
  }
}

async function checkFile(file: FileHandle, most: number): Promise<void> {
  const stats = await file.stat();
  if (stats.isDirectory()) throw new Error('It is a folder');
  if (!stats.isFile()) throw new Error(`It is a ${stats.isFIFO() ? 'pipe' : 'device'}, not a file`);
  if (stats.size > most) throw new Error(`It has ${stats.size} bytes, and at most ${most} are read`);
}
