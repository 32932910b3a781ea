import { messageOf, type Raster } from '@camscope/core';
import {
  checkSize,
  invalidImage,
  MAX_PIXELS,
  withoutAlpha,
  withoutEqualChannels,
  type EncodedFormat,
  type Pixels,
} from '@camscope/images-common';
import sharp, { type Metadata, type SharpOptions } from 'sharp';

/** Damage is an error; samples are taken as stored, without applying a colour profile. */
const STRICT: SharpOptions = { failOn: 'warning', ignoreIcc: true };
const SPACES = ['b-w', 'srgb', 'grey16', 'rgb16'];
const DEPTHS = ['uchar', 'ushort'];
/** After which a decoder is taken to be stuck. */
const SECONDS = 120;

/**
 * An encoded image of 8 or 16 bits: upright as its EXIF says, over black where it is transparent, grey when its
 * channels are equal.
 * @throws CamscopeError IMAGE_INVALID.
 */
export async function decodeEncoded(bytes: Uint8Array, name: string, format: EncodedFormat): Promise<Raster> {
  const damaged = (error: unknown): never => {
    throw invalidImage(
      name,
      `a damaged ${format} file: ${messageOf(error).trim()}`,
      'Get the file again',
      error,
    );
  };
  // The header is read without a limit, so that an image too large is refused with its size.
  const header = await sharp(bytes, { ...STRICT, limitInputPixels: false })
    .metadata()
    .catch(damaged);
  if (header.format !== format.toLowerCase()) damaged(`its content is ${header.format}`);
  checkSize(name, header.width, header.height);
  const problem = problemOf(header);
  if (problem) throw invalidImage(name, problem, 'Convert it to one grey or RGB image of 8 or 16 bits');
  return withoutEqualChannels(withoutAlpha(await decodePixels(bytes, header).catch(damaged)));
}

function problemOf({ pages = 1, space, depth, channels }: Metadata): string | undefined {
  if (pages > 1) return `${pages} images in one file`;
  if (!SPACES.includes(space)) return `an image in the colour space ${space}`;
  if (!DEPTHS.includes(depth)) return `an image with samples of type ${depth}`;
  if (channels > 4) return `an image of ${channels} channels`;
  return undefined;
}

async function decodePixels(bytes: Uint8Array, { space, depth, hasAlpha }: Metadata): Promise<Pixels> {
  // sharp drops the alpha of raw 8-bit grey.
  const target = space === 'b-w' && hasAlpha ? 'srgb' : space;
  const { data, info } = await sharp(bytes, { ...STRICT, limitInputPixels: MAX_PIXELS })
    .timeout({ seconds: SECONDS })
    .autoOrient()
    .pipelineColourspace(target)
    .toColourspace(target)
    .raw({ depth })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (depth === 'uchar') return { width, height, channels, data: new Uint8Array(data), white: 255 };
  const samples = new Uint16Array(width * height * channels);
  new Uint8Array(samples.buffer).set(data);
  return { width, height, channels, data: samples, white: 65535 };
}
