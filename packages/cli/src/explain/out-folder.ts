import { join, resolve } from 'node:path';
import { CamscopeError, type Files } from '@camscope/core';
import type { Io } from '../io.ts';
import { count } from '../terminal/words.ts';

/** The folder that a call writes into. */
export class OutFolder {
  /** As the user named it. */
  readonly name: string;
  readonly path: string;
  readonly #files: Files;
  readonly #cwd: string;
  /** Files that were there before. */
  #replaced = 0;
  #kept: ReadonlySet<string> = new Set();

  constructor(name: string, files: Files, cwd: string) {
    this.name = name;
    this.path = resolve(cwd, name);
    this.#files = files;
    this.#cwd = cwd;
  }

  /** @throws CamscopeError FILE_UNREADABLE. */
  make(): Promise<void> {
    return this.#files.makeFolder(this.path);
  }

  /** The path of a file in it, as the user would name it. */
  file(name: string): string {
    return join(this.name, name);
  }

  /** Never writes over these. */
  keep(paths: readonly string[]): void {
    this.#kept = new Set(paths);
  }

  /** @throws CamscopeError FILE_UNREADABLE; CONFIG_INVALID for a file that is kept. */
  async write(file: string, bytes: Uint8Array): Promise<void> {
    const path = resolve(this.#cwd, file);
    if (this.#kept.has(path))
      throw new CamscopeError('CONFIG_INVALID', `${file} is an image to explain, and is not replaced`, {
        fix: 'Name another folder with --out',
      });
    const isThere = await this.#files.exists(path);
    await this.#files.write(path, bytes);
    if (isThere) this.#replaced++;
  }

  /** Says how many files of an earlier call are gone. */
  tellReplaced(io: Io): void {
    if (this.#replaced > 0)
      io.stderr(
        `camscope: ${count(this.#replaced, 'file')} of an earlier call in ${this.name} ${this.#replaced === 1 ? 'is' : 'are'} replaced\n`,
      );
  }
}
