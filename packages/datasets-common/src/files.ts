import {
  CamscopeError,
  isCamscopeError,
  type Files,
  type FolderEntry,
  type ImageCodec,
  type OpenContext,
} from '@camscope/core';

/** What is told where something cannot be read, and what stops reading. */
export interface Reading {
  readonly signal?: AbortSignal;
  /** Who asked for it. */
  readonly asked: string;
  /** What to do. */
  readonly fix: string;
}

/** How a file or folder is read that an option of a data set names. */
export function ofOption(dataset: string, option: string, signal?: AbortSignal): Reading {
  return {
    signal,
    asked: `The option '${option}' of dataset '${dataset}'`,
    fix: `Correct '${option}'; relative paths start at the folder of the file that they are written in`,
  };
}

/** A file or folder that an option of a data set names, and who reads it. */
export interface NamedFile {
  /** Absolute. */
  readonly path: string;
  readonly files: Files;
  readonly codec: ImageCodec;
  readonly reading: Reading;
}

/** @param path as the option has it. */
export function namedFile(
  dataset: string,
  option: string,
  path: string,
  { baseDirectory, signal, files, codec }: OpenContext,
): NamedFile {
  return {
    path: files.resolve(baseDirectory, path),
    files,
    codec,
    reading: ofOption(dataset, option, signal),
  };
}

/** A file below a folder. */
export function fileIn(folder: NamedFile, path: string): NamedFile {
  return { ...folder, path: folder.files.resolve(folder.path, path) };
}

/** Most bytes of a text: about the longest string. */
const MOST_TEXT = 2 ** 29 - 24;

/** @throws CamscopeError FILE_UNREADABLE, INTERRUPTED. */
export function readBytes({ path, files, reading }: NamedFile): Promise<Uint8Array> {
  return attempted(reading, path, () => files.read(path));
}

/** The first bytes, at most `count`. @throws CamscopeError FILE_UNREADABLE, INTERRUPTED. */
export function readHead({ path, files, reading }: NamedFile, count: number): Promise<Uint8Array> {
  return attempted(reading, path, () => files.readPart(path, 0, count));
}

/** A text in UTF-8, without its byte order mark. @throws CamscopeError FILE_UNREADABLE, INTERRUPTED. */
export async function readText({ path, files, reading }: NamedFile): Promise<string> {
  return attempted(reading, path, async () => {
    const { size } = (await files.facts(path)) ?? { size: 0 };
    if (size <= MOST_TEXT) return new TextDecoder().decode(await files.read(path));
    const found = `It has ${size} bytes, and at most ${MOST_TEXT} are read`;
    throw new CamscopeError('FILE_UNREADABLE', `Cannot read ${path}`, { found });
  });
}

/** The bytes, as they come. @throws CamscopeError FILE_UNREADABLE, INTERRUPTED. */
export async function* streamBytes({ path, files, reading }: NamedFile): AsyncGenerator<Uint8Array> {
  const chunks = files.stream(path)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await attempted(reading, path, () => chunks.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
}

/** @throws CamscopeError FILE_UNREADABLE, INTERRUPTED. */
export function readFolder({ path, files, reading }: NamedFile): Promise<readonly FolderEntry[]> {
  return attempted(reading, path, () => files.list(path));
}

/** Tells of what cannot be read who asked for it. */
async function attempted<T>(
  { signal, asked, fix }: Reading,
  path: string,
  read: () => Promise<T>,
): Promise<T> {
  if (signal?.aborted)
    throw new CamscopeError('INTERRUPTED', `Stopped while ${path} was read`, { cause: signal.reason });
  return read().catch((cause: unknown) => {
    if (!isCamscopeError(cause) || cause.code !== 'FILE_UNREADABLE') throw cause;
    throw new CamscopeError(cause.code, cause.summary, { ...cause.details, asked, fix });
  });
}
