import {
  CamscopeError,
  itemOf,
  type Box,
  type FloatTensor,
  type ImageCodec,
  type Preprocessing,
  type Raster,
} from '@camscope/core';
import type { ExplainImage, Network } from '@camscope/engine';
import { readBytes, requireFile } from '@camscope/files-node';
import { decodeNpy } from '@camscope/pipeline/maps';
import { fit, wholeOf } from '@camscope/pixels';
import { isTensor, type NamedFile } from './named-files.ts';

/** Something to explain. */
export interface Input {
  /** As the user named it. */
  readonly image: string;
  /** Begins the names of its files; unique. */
  readonly stem: string;
  /**
   * Reads it while the network opens, and fits it to the network then.
   * @throws CamscopeError IMAGE_INVALID, FILE_UNREADABLE, CONFIG_INVALID, and whatever is wrong with the network.
   */
  load(network: Promise<Pick<Network, 'preprocessing'>>, codec: ImageCodec): Promise<LoadedInput>;
}

export interface LoadedInput {
  /** A raster that has been fitted to the network, or float32 [C,H,W]. */
  readonly seen: ExplainImage;
  /** What the map is laid over. */
  readonly base: Raster;
  /** The part of `base` that the network sees. */
  readonly region: Box;
}

/**
 * The inputs of files; a tensor of several images gives one each.
 * @throws CamscopeError FILE_UNREADABLE, DATA_INVALID; CONFIG_INVALID when their files would overwrite each other.
 */
export async function inputsOf(files: readonly NamedFile[]): Promise<Input[]> {
  const inputs: Input[] = [];
  for (const file of files) inputs.push(...(await inputsIn(file)));
  refuseRepeated(inputs);
  return inputs;
}

/**
 * What a file holds: an image, or a tensor of one or several.
 * @throws CamscopeError FILE_UNREADABLE, DATA_INVALID.
 */
export async function inputsIn(file: NamedFile): Promise<Input[]> {
  await requireFile(file.path, { name: file.image });
  return isTensor(file.image) ? tensorInputs(file) : [imageInput(file)];
}

function imageInput({ image, path, stem }: NamedFile): Input {
  return {
    image,
    stem,
    async load(network, codec) {
      const base = await codec.decode(await readBytes(path, { name: image }), image);
      return fittedTo((await network).preprocessing, base);
    },
  };
}

/** An image as the network sees it. */
export function fittedTo(preprocessing: Preprocessing, base: Raster): LoadedInput {
  const { fitted, region } = fit(base, preprocessing);
  return { seen: fitted, region, base };
}

async function tensorInputs({ image, path, stem }: NamedFile): Promise<Input[]> {
  const tensor = decodeNpy(await readBytes(path, { name: image }), image);
  const { length: rank } = tensor.dims;
  if (rank !== 3 && rank !== 4) {
    throw new CamscopeError('DATA_INVALID', `${image} is not an image's tensor`, {
      found: `shape [${tensor.dims.join(', ')}]`,
      fix: 'Save [C,H,W] or [N,C,H,W]',
    });
  }
  const batch = rank === 3 ? { ...tensor, dims: [1, ...tensor.dims] } : tensor;
  return Array.from({ length: batch.dims[0] }, (_, n) => ({
    image,
    stem: batch.dims[0] === 1 ? stem : `${stem}.${n}`,
    load: async (network) => loadTensor(itemOf(batch, n), (await network).preprocessing, image),
  }));
}

function loadTensor(tensor: FloatTensor, { channels, size }: Preprocessing, image: string): LoadedInput {
  const wanted = [channels, ...size];
  if (tensor.dims.some((dim, axis) => dim !== wanted[axis])) {
    throw new CamscopeError('CONFIG_INVALID', `The tensor ${image} does not fit the network`, {
      asked: `[${tensor.dims.join(', ')}]`,
      found: `The network takes [${wanted.join(', ')}]`,
    });
  }
  const [, height, width] = tensor.dims;
  const base: Raster = { width, height, channels: 1, data: tensor.data.slice(0, height * width), white: 1 };
  return { seen: tensor, base, region: wholeOf(base) };
}

function refuseRepeated(inputs: readonly Input[]): void {
  const seen = new Map<string, string>();
  for (const { stem, image } of inputs) {
    const other = seen.get(stem);
    if (other !== undefined) {
      throw new CamscopeError('CONFIG_INVALID', 'The files of two images would overwrite each other', {
        found: `${other} and ${image} both give ${stem}.…`,
        fix: 'Explain them into different folders',
      });
    }
    seen.set(stem, image);
  }
}
