import { token, type FloatTensor, type Files } from '@camscope/core';
import { decodeMap, encodeMap, type UnfinishedMap } from '@camscope/pipeline';

/** What is known of a raw map beside its file. */
export type KeptMap = Omit<UnfinishedMap, 'raw'> & {
  /** The network's, of the class. */
  readonly probability?: number;
};

/** The raw maps of a run, on disk between the stages that make and use them. */
export class MapFiles {
  readonly #out: string;
  readonly #files: Files;
  readonly #kept = new Map<string, KeptMap>();

  constructor(out: string, files: Files) {
    this.#out = out;
    this.#files = files;
  }

  /** @param raw float32 [1,h,w] or [C,H,W] */
  async save(file: string, raw: FloatTensor, known: KeptMap): Promise<void> {
    this.#kept.set(file, known);
    const path = this.#files.resolve(this.#out, file);
    await this.#files.makeFolder(this.#files.resolve(path, '..'));
    await this.#files.write(path, encodeMap(raw));
  }

  /** A map of this run; undefined where it failed. */
  async load(file: string): Promise<(UnfinishedMap & KeptMap) | undefined> {
    const known = this.#kept.get(file);
    if (!known) return undefined;
    const path = this.#files.resolve(this.#out, file);
    return { ...known, raw: decodeMap(await this.#files.read(path), path) };
  }
}

export const MAP_FILES = token<MapFiles>('experiment/map-files');

/** Where a raw map is kept, relative to the folder of the results. */
export function mapFile(modelFolder: string, method: string, stem: string, target: number): string {
  return ['maps', modelFolder, method, `${stem}.${target}.npy`].join('/');
}
