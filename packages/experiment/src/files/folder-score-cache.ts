import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FloatTensor } from '@camscope/core';
import { ScoreMatrix, type ScoreCache, type ScoreMatrixFacts } from '@camscope/engine';
import { decodeNpy, encodeNpy } from './npy.ts';
import { cannotWrite } from './write.ts';

/**
 * Keeps score matrices in a folder, across runs: `<key>/facts.json`, and a `.npy` for each array. A matrix that cannot
 * be read is not there: its masks are scored again.
 */
export class FolderScoreCache implements ScoreCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async get(key: string): Promise<ScoreMatrix | undefined> {
    const at = (name: string) => join(this.#folder, key, name);
    try {
      const { arrays: names, ...facts } = JSON.parse(await readFile(at('facts.json'), 'utf8')) as Facts;
      const arrays: Record<string, FloatTensor> = {};
      for (const name of names) {
        const file = at(`${name}.npy`);
        arrays[name] = decodeNpy(new Uint8Array(await readFile(file)), file);
      }
      return ScoreMatrix.read({ facts, arrays });
    } catch {
      return undefined;
    }
  }

  /** @throws CamscopeError FILE_UNREADABLE when the folder cannot be written. */
  async put(key: string, matrix: ScoreMatrix): Promise<void> {
    const folder = join(this.#folder, key);
    const { facts, arrays } = matrix.write();
    try {
      await mkdir(folder, { recursive: true });
      for (const [name, array] of Object.entries(arrays)) await save(`${name}.npy`, encodeNpy(array));
      await save('facts.json', JSON.stringify({ ...facts, arrays: Object.keys(arrays) } satisfies Facts));
    } catch (cause) {
      cannotWrite(folder)(cause as Error);
    }

    async function save(name: string, content: Uint8Array | string): Promise<void> {
      const part = join(folder, `${name}.part`);
      await writeFile(part, content);
      await rename(part, join(folder, name));
    }
  }
}

type Facts = ScoreMatrixFacts & { readonly arrays: readonly string[] };
