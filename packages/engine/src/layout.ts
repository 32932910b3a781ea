import { floatTensor, itemOf, type FloatTensor, type Layout } from '@camscope/core';

/** A batch of images [N,C,H,W] in the layout that a network takes. */
export function toLayout(batch: FloatTensor, layout: Layout): FloatTensor {
  if (layout === 'NCHW') return batch;
  const [n, channels, height, width] = batch.dims;
  const pixels = height * width;
  const data = new Float32Array(batch.data.length);
  for (let i = 0; i < n; i++) {
    const start = i * channels * pixels;
    for (let c = 0; c < channels; c++) {
      for (let p = 0; p < pixels; p++) data[start + p * channels + c] = batch.data[start + c * pixels + p];
    }
  }
  return { type: 'float32', dims: [n, height, width, channels], data };
}

/** The only item of a batch [1,…] in a layout, as [C,H,W]. */
export function fromLayout(batch: FloatTensor, layout: Layout): FloatTensor {
  if (layout === 'NCHW') return itemOf(batch, 0);
  const [, height, width, channels] = batch.dims;
  const places = height * width;
  const data = new Float32Array(batch.data.length);
  for (let c = 0; c < channels; c++) {
    for (let p = 0; p < places; p++) data[c * places + p] = batch.data[p * channels + c];
  }
  return floatTensor(data, [channels, height, width]);
}
