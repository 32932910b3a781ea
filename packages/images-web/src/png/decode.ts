import { isCamscopeError, messageOf, type Raster } from '@camscope/core';
import {
  checkSize,
  invalidImage,
  withoutAlpha,
  withoutEqualChannels,
  type Pixels,
} from '@camscope/images-common';
import { decode, type DecodedPng } from 'fast-png';

/** Where the header chunk, which comes first, holds width and height. */
const SIZE_AT = 16;

/**
 * A PNG of 1 to 16 bits: samples as stored, those of less than 8 bits spread over 0 to 255, over black where it is transparent,
 * grey when its channels are equal.
 * @throws CamscopeError IMAGE_INVALID.
 */
export function decodePng(bytes: Uint8Array, name: string): Raster {
  try {
    // The header is read first, so that an image too large is refused before anything is unpacked.
    const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    checkSize(name, header.getUint32(SIZE_AT), header.getUint32(SIZE_AT + 4));
    return withoutEqualChannels(withoutAlpha(pixelsOf(decode(bytes, { checkCrc: true }))));
  } catch (error) {
    if (isCamscopeError(error)) throw error;
    throw invalidImage(name, `a damaged PNG file: ${messageOf(error).trim()}`, 'Get the file again', error);
  }
}

function pixelsOf(png: DecodedPng): Pixels {
  const { width, height, depth, channels } = png;
  if (png.palette) return coloured(png, unpacked(png, 1), png.palette);
  const data = depth < 8 ? unpacked(png, 255 / (2 ** depth - 1)) : (png.data as Uint8Array | Uint16Array);
  return withKey(
    { width, height, channels: channels as Pixels['channels'], data, white: depth === 16 ? 65535 : 255 },
    png,
  );
}

/** The one grey level or colour that a file may declare transparent lies over black, as all that is transparent. */
function withKey(pixels: Pixels, { transparency, depth }: DecodedPng): Pixels {
  if (!transparency) return pixels;
  const { channels, data } = pixels;
  const key = depth < 8 ? transparency.map((level) => level * (255 / (2 ** depth - 1))) : transparency;
  for (let i = 0; i < data.length; i += channels) {
    if (key.every((level, c) => data[i + c] === level)) data.fill(0, i, i + channels);
  }
  return pixels;
}

/** Samples of 1, 2, 4 or 8 bits, each times `scale`: rows begin with a byte. */
function unpacked({ width, height, depth, data }: DecodedPng, scale: number): Uint8Array {
  const stride = Math.ceil((width * depth) / 8);
  const mask = 2 ** depth - 1;
  const samples = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const bit = x * depth;
      samples[at] = ((data[y * stride + (bit >> 3)] >> (8 - depth - (bit & 7))) & mask) * scale;
    }
  }
  return samples;
}

function coloured(
  { width, height }: DecodedPng,
  indices: Uint8Array,
  palette: readonly (readonly number[])[],
): Pixels {
  const data = new Uint8Array(4 * indices.length);
  indices.forEach((index, i) => {
    const colour = palette[index];
    if (!colour) throw new Error(`a palette of ${palette.length} colours has no colour ${index}`);
    data.set([...colour.slice(0, 3), colour[3] ?? 255], 4 * i);
  });
  return { width, height, channels: 4, data, white: 255 };
}
