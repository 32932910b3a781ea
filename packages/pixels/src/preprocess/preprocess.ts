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

/**
 * The network's input, float32 [C,H,W], and the part of the raster that it shows, in the raster's pixels. In order:
 * luma where the network wants one channel; crop and resize as Pillow does, to whole grey levels for 8- and
 * 16-bit rasters; the grey channel repeated where the network wants three; scale, mean and std.
 * @throws CamscopeError CONFIG_INVALID when `mean` or `std` fits neither one nor all channels.
 */
export function preprocess(raster: Raster, record: Preprocessing): { tensor: FloatTensor; region: Box } {
  const { channels, range } = record;
  const [height, width] = record.size;
  const mean = perChannel('mean', record.mean, channels);
  const std = perChannel('std', record.std, channels);
  const region = seenRegion(raster, record);
  const resized = resizeRaster(channels === 1 ? toGrey(raster) : raster, width, height, region);
  const { data, channels: given, white } = resized;
  const tensor = new Float32Array(channels * height * width);
  for (let channel = 0; channel < channels; channel++) {
    const scale = (range[1] - range[0]) / (white * std[channel]);
    const offset = (range[0] - mean[channel]) / std[channel];
    let from = given === 1 ? 0 : channel;
    const end = (channel + 1) * height * width;
    for (let to = end - height * width; to < end; to++, from += given)
      tensor[to] = data[from] * scale + offset;
  }
  return { tensor: floatTensor(tensor, [channels, height, width]), region };
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

function perChannel(name: 'mean' | 'std', values: readonly number[], channels: number): readonly number[] {
  if (values.length === channels) return values;
  if (values.length === 1) return Array.from({ length: channels }, () => values[0]);
  throw new CamscopeError('CONFIG_INVALID', `The preprocessing's ${name} does not fit its channels`, {
    found: `${values.length} values of ${name} for ${channels} channel${channels === 1 ? '' : 's'}`,
    fix: channels === 1 ? 'Give one value' : `Give one value for all channels, or ${channels}`,
  });
}
