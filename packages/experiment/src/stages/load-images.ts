import {
  CamscopeError,
  messageOf,
  type Box,
  type Files,
  type FloatTensor,
  type ImageCodec,
  type Preprocessing,
} from '@camscope/core';
import { preprocess, scaleBox } from '@camscope/pixels';
import { sha256 } from '../files/sha256.ts';
import type { PlannedImage } from '../plan/plan.ts';

interface Loaded {
  readonly image: PlannedImage;
  /** Of the file; absent when it could not be read. */
  readonly sha256?: string;
}

/** An image ready to go into the network. */
export interface ReadyImage extends Loaded {
  /** float32 [C,H,W] */
  readonly input: FloatTensor;
  /** What the network sees, in pixels of the sample's frame. */
  readonly region: Box;
}

/** An image on its way into the network, or why there is none. */
export type LoadedImage = ReadyImage | (Loaded & { readonly failure: unknown });

/** How images become inputs of a network. */
export interface Loader {
  readonly files: Files;
  readonly codec: ImageCodec;
  readonly preprocessing: Preprocessing;
}

/** Images in lots of up to `size` findings; an image with more findings is a lot of its own. */
export function* lots(images: readonly PlannedImage[], size: number): Generator<PlannedImage[]> {
  let lot: PlannedImage[] = [];
  let findings = 0;
  for (const image of images) {
    if (lot.length > 0 && findings + image.findings.length > size) {
      yield lot;
      lot = [];
      findings = 0;
    }
    lot.push(image);
    findings += image.findings.length;
  }
  if (lot.length > 0) yield lot;
}

/** Reads, decodes and preprocesses each lot's images, side by side, each once. */
export async function* loadLots(
  planned: Iterable<readonly PlannedImage[]>,
  loader: Loader,
): AsyncGenerator<LoadedImage[]> {
  for (const lot of planned) yield await Promise.all(lot.map((image) => loadImage(image, loader)));
}

async function loadImage(image: PlannedImage, { files, codec, preprocessing }: Loader): Promise<LoadedImage> {
  const { id, image: file, frame } = image.sample;
  let known: Loaded = { image };
  try {
    const bytes = await files.read(file).catch((cause: unknown) => {
      const found = cause instanceof CamscopeError ? cause.details.found : messageOf(cause);
      throw new CamscopeError('FILE_UNREADABLE', `Cannot read image ${id}`, { found, cause });
    });
    known = { image, sha256: sha256(bytes) };
    const raster = await codec.decode(bytes, file);
    const { tensor, region } = preprocess(raster, preprocessing);
    return { ...known, input: tensor, region: scaleBox(region, raster, frame) };
  } catch (failure) {
    return { ...known, failure };
  }
}
