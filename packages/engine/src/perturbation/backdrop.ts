import {
  CamscopeError,
  floatTensor,
  sizeOf,
  type Backdrop,
  type FloatTensor,
  type Layout,
  type Preprocessing,
} from '@camscope/core';
import { channelsOf, spatialOf } from '@camscope/onnx';
import { blur } from './blur.ts';

export interface BackdropRequest {
  readonly backdrop: Backdrop;
  /** The tensor to be replaced, float32 [1,…]. */
  readonly tensor: FloatTensor;
  readonly layout: Layout;
  /** Of the image; absent where the tensor is another. */
  readonly preprocessing?: Preprocessing;
}

/**
 * A tensor of the same shape to be shown in place of another.
 * @throws CamscopeError CONFIG_INVALID for black where the tensor is not an image.
 */
export function backdropOf({ backdrop, tensor, layout, preprocessing }: BackdropRequest): FloatTensor {
  const perChannel = (value: (channel: number) => number) => filled(tensor, layout, value);
  switch (backdrop.kind) {
    case 'image':
      return tensor;
    case 'value':
      return perChannel(() => backdrop.value);
    case 'mean':
      return perChannel((channel) => meanOf(tensor, layout, channel));
    case 'blur':
      return blur(tensor, layout, backdrop.sigma);
    case 'below': {
      const lowest = tensor.data.reduce((a, b) => Math.min(a, b), Infinity);
      return perChannel(() => (lowest === 0 ? 0 : lowest - backdrop.by));
    }
    case 'black': {
      if (!preprocessing) {
        throw new CamscopeError('CONFIG_INVALID', 'Only an image can become black', {
          fix: 'Fill activations with a value, their mean or a blur',
        });
      }
      const { range, mean, std } = preprocessing;
      const of = (values: readonly number[], channel: number) => values[values.length === 1 ? 0 : channel];
      return perChannel((channel) => (range[0] - of(mean, channel)) / of(std, channel));
    }
  }
}

function filled(tensor: FloatTensor, layout: Layout, value: (channel: number) => number): FloatTensor {
  const channels = channelsOf(tensor.dims, layout);
  const values = Float32Array.from({ length: channels }, (_, channel) => value(channel));
  const places = sizeOf(spatialOf(tensor.dims, layout));
  const channelAt = (i: number) => (layout === 'NCHW' ? Math.floor(i / places) : i % channels);
  return floatTensor(
    tensor.data.map((_, i) => values[channelAt(i)]),
    tensor.dims,
  );
}

function meanOf({ data, dims }: FloatTensor, layout: Layout, channel: number): number {
  const places = sizeOf(spatialOf(dims, layout));
  const [start, step] = layout === 'NCHW' ? [channel * places, 1] : [channel, channelsOf(dims, layout)];
  let sum = 0;
  for (let place = 0; place < places; place++) sum += data[start + place * step];
  return sum / places;
}
