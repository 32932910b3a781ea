import {
  isCamscopeError,
  parseOptions,
  type CamscopeError,
  type Dataset,
  type OpenContext,
} from '@camscope/core';
import type { DatasetFixture, WrittenData } from './fixture.ts';

/** Data that have been written for one check. */
export interface Copy {
  readonly folder: string;
  readonly written: WrittenData;
  /** Opens it, with other options or otherwise. */
  open(options?: Readonly<Record<string, unknown>>, context?: Partial<OpenContext>): Promise<Dataset>;
  /** Writes a file anew. @returns whether it changed. */
  change(file: string, by: (text: string) => string): Promise<boolean>;
  remove(file: string): Promise<void>;
}

/** Writes the data of a fixture into a folder of their own. */
export async function copyOf({
  reader,
  files,
  codec,
  folder: newFolder,
  write,
}: DatasetFixture): Promise<Copy> {
  const folder = await newFolder();
  const written = await write(folder);
  const pathOf = (file: string) => `${folder}/${file}`;
  return {
    folder,
    written,
    async open(options = {}, context = {}) {
      const parsed = parseOptions(reader, { ...written.options, ...options });
      return reader.open(parsed, { baseDirectory: folder, files, codec, ...context });
    },
    async change(file, by) {
      const text = new TextDecoder().decode(await files.read(pathOf(file)));
      const changed = by(text);
      await files.write(pathOf(file), changed);
      return changed !== text;
    },
    remove: (file) => files.remove(pathOf(file)),
  };
}

/** @throws Error unless the work fails with an error for users. @returns it. */
export async function refused(work: Promise<unknown>, what: string): Promise<CamscopeError> {
  const outcome = await opened(work, what);
  if (outcome.error) return outcome.error;
  throw new Error(`${what} is taken as if nothing were wrong`);
}

/** What came of opening: data, or an error for users. @throws Error for any other error. */
export async function opened<T>(
  work: Promise<T>,
  what: string,
): Promise<{ readonly data?: T; readonly error?: CamscopeError }> {
  try {
    return { data: await work };
  } catch (error) {
    if (isCamscopeError(error) && error.code !== 'INTERNAL') return { error };
    throw new Error(`${what} ends in ${String(error)}, which is no error for users`, { cause: error });
  }
}
