import type { Files, FloatTensor } from '@camscope/core';
import { ScoreMatrix, type ScoreCache, type ScoreMatrixFacts } from '@camscope/engine';
import { decodeNpy, encodeNpy } from '@camscope/pipeline';

type Facts = ScoreMatrixFacts & { readonly arrays: readonly string[] };

/**
 * Keeps score matrices in a folder, across runs: `<key>/facts.json`, and a `.npy` for each array. A matrix that cannot
 * be read is not there: its masks are scored again.
 */
export class FolderScoreCache implements ScoreCache {
  readonly #folder: string;
  readonly #files: Files;

  constructor(folder: string, files: Files) {
    this.#folder = folder;
    this.#files = files;
  }

  async get(key: string): Promise<ScoreMatrix | undefined> {
    const at = (name: string) => this.#files.resolve(this.#folder, key, name);
    try {
      const text = new TextDecoder().decode(await this.#files.read(at('facts.json')));
      const { arrays: names, ...facts } = JSON.parse(text) as Facts;
      const arrays: Record<string, FloatTensor> = {};
      for (const name of names) {
        const file = at(`${name}.npy`);
        arrays[name] = decodeNpy(await this.#files.read(file), file);
      }
      return ScoreMatrix.read({ facts, arrays });
    } catch {
      return undefined;
    }
  }

  /** @throws CamscopeError FILE_UNREADABLE when the folder cannot be written. */
  async put(key: string, matrix: ScoreMatrix): Promise<void> {
    const at = (name: string) => this.#files.resolve(this.#folder, key, name);
    const { facts, arrays } = matrix.write();
    await this.#files.makeFolder(at(''));
    for (const [name, array] of Object.entries(arrays))
      await this.#files.write(at(`${name}.npy`), encodeNpy(array));
    const written: Facts = { ...facts, arrays: Object.keys(arrays) };
    await this.#files.write(at('facts.json'), JSON.stringify(written));
  }
}
