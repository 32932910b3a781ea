import {
  CamscopeError,
  elementArrays,
  messageOf,
  token,
  type Box,
  type Files,
  type ImageCodec,
  type Preprocessing,
  type Raster,
  type Sample,
} from '@camscope/core';
import { attemptAsync } from '@camscope/pipeline';
import { fit, scaleBox } from '@camscope/pixels';
import { joinInput, splitInput } from '../store/input-entry.ts';
import type { UnitStore } from '../store/unit-store.ts';
import { keyOf, type Json } from '../units/key.ts';
import type { Recipes } from '../units/recipes.ts';

/** An image ready to go into the network. */
export interface ReadyImage {
  /** What goes into the network, before its values are normalised. */
  readonly fitted: Raster;
  /** What the network sees, in pixels of the sample's frame. */
  readonly region: Box;
}

/** An image on its way into the network, or why there is none. */
export type LoadedImage = ReadyImage | { readonly failure: unknown };

/** What becomes of an image for a network, remembered by its content. */
export class Inputs {
  readonly #files: Files;
  readonly #codec: ImageCodec;
  readonly #store: UnitStore;
  readonly #recipes: Recipes;

  constructor(files: Files, codec: ImageCodec, store: UnitStore, recipes: Recipes) {
    this.#files = files;
    this.#codec = codec;
    this.#store = store;
    this.#recipes = recipes;
  }

  /**
   * Decodes an image and fits it to a network, once for each preprocessing.
   * @param after whether what comes of it is kept in the store: a byte for each pixel of an 8-bit grey image.
   * @throws CamscopeError FILE_UNREADABLE for a store that cannot be written; what is wrong with an image is a result.
   */
  async load(
    sample: Sample,
    preprocessing: Preprocessing,
    after: 'keep' | 'forget' = 'keep',
  ): Promise<LoadedImage> {
    const key = this.#keyOf(sample, preprocessing);
    const known = key && (await this.#known(key, sample));
    if (known) return known;
    const made = await attemptAsync(() => this.#made(sample, preprocessing));
    if ('failure' in made) return made;
    const { ready, kept } = made.value;
    if (key !== undefined && after === 'keep') await this.#keep(key, ready.fitted, kept);
    return ready;
  }

  async #known(key: string, { frame }: Sample): Promise<ReadyImage | undefined> {
    const bytes = await this.#store.read(key);
    if (!bytes) return undefined;
    const { about, samples } = splitInput<Kept>(bytes);
    const { region, size, raster } = about;
    const { type, ...known } = raster;
    const fitted = { ...known, data: new elementArrays[type](samples.buffer as ArrayBuffer) };
    return { fitted, region: scaleBox(region, size, frame) };
  }

  async #made(sample: Sample, preprocessing: Preprocessing): Promise<{ ready: ReadyImage; kept: Kept }> {
    const { id, image: file, frame } = sample;
    const bytes = await this.#files.read(file).catch((cause: unknown) => {
      const found = cause instanceof CamscopeError ? cause.details.found : messageOf(cause);
      // It could be read to be hashed: what keeps it from being read now may go.
      const code = this.#recipes.image(sample) === null ? 'FILE_UNREADABLE' : 'RUNTIME_FAILED';
      throw new CamscopeError(code, `Cannot read image ${id}`, { found, cause });
    });
    const raster = await this.#codec.decode(bytes, file);
    const { fitted, region } = fit(raster, preprocessing);
    const size = { width: raster.width, height: raster.height };
    const { data, ...known } = fitted;
    const kept = { region, size, raster: { ...known, type: typeOf(data) } };
    return { ready: { fitted, region: scaleBox(region, raster, frame) }, kept };
  }

  async #keep(key: string, { data }: Raster, kept: Kept): Promise<void> {
    const samples = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    await this.#store.write(key, joinInput(kept, samples), { kind: 'input', weight: 1, seconds: 0 });
  }

  /** Undefined for an image that could not be hashed. */
  #keyOf(sample: Sample, preprocessing: Preprocessing): string | undefined {
    const image = this.#recipes.image(sample);
    if (image === null) return undefined;
    const { code, codec } = { code: this.#recipes.code('pixels'), codec: this.#recipes.codec() };
    return keyOf(['input', 3, code, codec, preprocessing as unknown as Json, image]);
  }
}

export const INPUTS = token<Inputs>('experiment/inputs');

type SampleType = 'uint8' | 'uint16' | 'float32';

function typeOf(data: Raster['data']): SampleType {
  if (data instanceof Float32Array) return 'float32';
  return data instanceof Uint8Array ? 'uint8' : 'uint16';
}

interface Kept {
  readonly raster: Omit<Raster, 'data'> & { readonly type: SampleType };
  readonly region: Box;
  /** Of the decoded image. */
  readonly size: { readonly width: number; readonly height: number };
}
