import {
  CamscopeError,
  floatTensor,
  type Box,
  type FloatTensor,
  type Preprocessing,
  type Raster,
} from '@camscope/core';
import { resizeRaster } from '../resample/resize.ts';
import { wholeOf, type Size } from '../size.ts';
import { toGrey } from './grey.ts';

/** What 8-bit samples are counted by. */
const LEVELS = 256;

/** The network's input, float32 [C,H,W], and the part of the raster that it shows: fitted, then normalised. */
export function preprocess(raster: Raster, record: Preprocessing): { tensor: FloatTensor; region: Box } {
  const { fitted, region } = fit(raster, record);
  return { tensor: normalise(fitted, record), region };
}

/**
 * A raster at the size of the network's input, of one channel where all would be equal, and the part of the given one that it
 * shows, in that one's pixels. In order: luma where the network wants one channel; crop and resize as Pillow does, to whole grey
 * levels for 8- and 16-bit rasters.
 */
export function fit(raster: Raster, record: Preprocessing): { fitted: Raster; region: Box } {
  const [height, width] = record.size;
  const region = seenRegion(raster, record);
  const seen = record.channels === 1 ? toGrey(raster) : raster;
  return { fitted: resizeRaster(seen, width, height, region), region };
}

/**
 * A fitted raster as the network's input, float32 [C,H,W]: the grey channel repeated where the network wants three; scale, mean and
 * std.
 * @throws CamscopeError CONFIG_INVALID when `mean` or `std` fits neither one nor all channels.
 */
export function normalise(fitted: Raster, record: Preprocessing): FloatTensor {
  const { data, channels: given, width, height } = fitted;
  const scales = scalesOf(record, fitted.white);
  const dims = [scales.length, height, width];
  const tensor = floatTensor(new Float32Array(scales.length * height * width), dims);
  scales.forEach(({ scale, offset }, channel) => {
    let from = given === 1 ? 0 : channel;
    const end = (channel + 1) * height * width;
    for (let to = end - height * width; to < end; to++, from += given)
      tensor.data[to] = data[from] * scale + offset;
  });
  return tensor;
}

/** Whether a fitted raster is of 8-bit grey levels, of which `levelTable` tells what each becomes. */
export function isOfLevels({ channels, data, white }: Raster): boolean {
  return channels === 1 && data instanceof Uint8Array && white === LEVELS - 1;
}

/**
 * What each of 256 grey levels becomes in each channel, float32 [256,C], to the bit as `normalise` has it.
 * @throws CamscopeError as `normalise`.
 */
export function levelTable(record: Preprocessing): FloatTensor {
  const scales = scalesOf(record, LEVELS - 1);
  const table = new Float32Array(LEVELS * scales.length);
  for (let level = 0; level < LEVELS; level++)
    scales.forEach(({ scale, offset }, c) => (table[level * scales.length + c] = level * scale + offset));
  return floatTensor(table, [LEVELS, scales.length]);
}

/** The part of an image that the network sees, which for `centre-crop` may begin or end between pixels. */
export function seenRegion(image: Size, record: Preprocessing): Box {
  const [height, width] = record.size;
  if (record.fit === 'stretch') return wholeOf(image);
  const scale = Math.min(image.width / width, image.height / height);
  const x0 = (image.width - scale * width) / 2;
  const y0 = (image.height - scale * height) / 2;
  return { x0, y0, x1: image.width - x0, y1: image.height - y0 };
}

/** By channel, value = sample · scale + offset. */
function scalesOf(record: Preprocessing, white: number): { scale: number; offset: number }[] {
  const { channels, range } = record;
  const mean = perChannel('mean', record.mean, channels);
  const std = perChannel('std', record.std, channels);
  return mean.map((centre, channel) => ({
    scale: (range[1] - range[0]) / (white * std[channel]),
    offset: (range[0] - centre) / std[channel],
  }));
}

function perChannel(name: 'mean' | 'std', values: readonly number[], channels: number): readonly number[] {
  if (values.length === channels) return values;
  if (values.length === 1) return Array.from({ length: channels }, () => values[0]);
  throw new CamscopeError('CONFIG_INVALID', `The preprocessing's ${name} does not fit its channels`, {
    found: `${values.length} values of ${name} for ${channels} channel${channels === 1 ? '' : 's'}`,
    fix: channels === 1 ? 'Give one value' : `Give one value for all channels, or ${channels}`,
  });
}
