import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Milliseconds after which nobody is still writing a file. */
const OLD = 60 * 60_000;

/** Removes what processes that were killed have left half-written in a folder, as far as it can. */
export async function sweep(folder: string, isLeft: (name: string) => boolean = () => true): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names.filter(isLeft)) {
    const path = join(folder, name);
    const written = await stat(path).catch(() => undefined);
    if (written && Date.now() - written.mtimeMs > OLD) await rm(path, { force: true }).catch(() => undefined);
  }
}
