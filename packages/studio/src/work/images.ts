import { CamscopeError, unknownName, type Raster } from '@camscope/core';
import { webCodec } from '@camscope/images-web';
import { toGrey } from '@camscope/pixels';
import type { Drawn, OpenedImage } from './api.ts';
import { fetched, type Radiograph } from './phantoms.ts';

/** An image that the worker holds. */
export interface HeldImage {
  readonly name: string;
  readonly file: Blob;
  readonly raster: Raster;
}

/** The images that are open, by id. */
export class Images {
  readonly #held = new Map<string, HeldImage>();
  #next = 1;

  /** @throws CamscopeError IMAGE_INVALID, FILE_UNREADABLE. */
  async open(file: Blob, name: string, drawn: readonly Drawn[] = []): Promise<OpenedImage> {
    const raster = await webCodec.decode(await bytesOf(file, name), name);
    const id = `image-${this.#next++}`;
    this.#held.set(id, { name, file, raster });
    const { width, height, channels, white } = raster;
    const levels = toGrey(raster).data.slice();
    return { id, name, width, height, levels, white, ...extentOf(levels), grey: channels === 1, drawn };
  }

  /** @throws CamscopeError IMAGE_INVALID, FILE_UNREADABLE. */
  async openPhantom({ file, name, drawn }: Radiograph): Promise<OpenedImage> {
    return this.open(await fetched(file), name, drawn);
  }

  /** @throws CamscopeError NAME_UNKNOWN. */
  get(id: string): HeldImage {
    const held = this.#held.get(id);
    if (held) return held;
    throw unknownName('open image', id, [...this.#held.keys()]);
  }

  close(id: string): void {
    this.#held.delete(id);
  }
}

/** @throws CamscopeError FILE_UNREADABLE. */
export async function bytesOf(file: Blob, name: string): Promise<Uint8Array> {
  const buffer = await file.arrayBuffer().catch((cause: unknown) => {
    throw new CamscopeError('FILE_UNREADABLE', `${name} cannot be read`, {
      found: String(cause),
      fix: 'Choose the file again: it may have been moved or changed',
      cause,
    });
  });
  return new Uint8Array(buffer);
}

function extentOf(levels: ArrayLike<number>): { min: number; max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < levels.length; i++) {
    if (levels[i] < min) min = levels[i];
    if (levels[i] > max) max = levels[i];
  }
  return { min, max };
}
