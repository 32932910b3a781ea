import { readFile } from 'node:fs/promises';
import {
  CamscopeError,
  type Box,
  type FloatTensor,
  type ImageCodec,
  type Preprocessing,
} from '@camscope/core';
import { preprocess, scaleBox } from '@camscope/pixels';
import { sha256 } from '../files/sha256.ts';
import type { PlannedImage } from '../plan/plan.ts';

/** An image on its way into the network, or why there is none. */
export type LoadedImage = {
  readonly image: PlannedImage;
  /** Of the file; absent when it could not be read. */
  readonly sha256?: string;
} & (
  | {
      /** float32 [C,H,W] */
      readonly input: FloatTensor;
      /** What the network sees, in pixels of the sample's frame. */
      readonly region: Box;
    }
  | { readonly failure: unknown }
);

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
export async function* load(
  planned: Iterable<PlannedImage[]>,
  codec: ImageCodec,
  preprocessing: Preprocessing,
): AsyncGenerator<LoadedImage[]> {
  for (const lot of planned)
    yield await Promise.all(lot.map((image) => loadImage(image, codec, preprocessing)));
}

async function loadImage(
  image: PlannedImage,
  codec: ImageCodec,
  preprocessing: Preprocessing,
): Promise<LoadedImage> {
  const { id, image: file, frame } = image.sample;
  const bytes = await readFile(file).catch((error: Error) => error);
  if (bytes instanceof Error) {
    const details = { found: bytes.message, cause: bytes };
    return { image, failure: new CamscopeError('FILE_UNREADABLE', `Cannot read image ${id}`, details) };
  }
  const known = { image, sha256: sha256(bytes) };
  try {
    const raster = await codec.decode(bytes, file);
    const { tensor, region } = preprocess(raster, preprocessing);
    return { ...known, input: tensor, region: scaleBox(region, raster, frame) };
  } catch (failure) {
    return { ...known, failure };
  }
}
