import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotWrite } from './write.ts';

/** The CSV files of a run, each made with its header when the first line is due. */
export class Tables {
  readonly #folder: string;
  readonly #files = new Map<string, Promise<FileHandle>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Removes files of an earlier run from the folder.
   * @throws CamscopeError FILE_UNREADABLE.
   */
  async discard(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const path = join(this.#folder, name);
      await rm(path, { force: true }).catch(cannotWrite(path));
    }
  }

  /**
   * Appends lines; calls for one file must not overlap.
   * @param lines each with its end; with none, only the header is written.
   * @throws CamscopeError FILE_UNREADABLE.
   */
  async append(name: string, header: string, lines: string): Promise<void> {
    const path = join(this.#folder, name);
    let file = this.#files.get(name);
    const isNew = file === undefined;
    if (!file) this.#files.set(name, (file = open(path, 'w').catch(cannotWrite(path))));
    const text = isNew ? header + lines : lines;
    if (text !== '') await (await file).appendFile(text).catch(cannotWrite(path));
  }

  /** Idempotent. */
  async close(): Promise<void> {
    const files = [...this.#files.values()];
    this.#files.clear();
    for (const file of files) await (await file.catch(() => undefined))?.close();
  }
}
