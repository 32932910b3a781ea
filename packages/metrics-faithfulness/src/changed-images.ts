import { floatTensor, type FloatTensor } from '@camscope/core';

/**
 * Images on the way from one to another: in each, the first `counts` pixels of an order are those of the second. Made one
 * at a time.
 * @param counts in ascending order.
 */
export function* onTheWay(
  from: FloatTensor,
  to: FloatTensor,
  order: Uint32Array,
  counts: readonly number[],
): Generator<FloatTensor> {
  const data = from.data.slice();
  let done = 0;
  for (const count of counts) {
    for (; done < count; done++) copyPixel(data, to, order[done]);
    yield floatTensor(data.slice(), from.dims);
  }
}

/** An image with some of its pixels, in all channels, taken from another. */
export function withPixels(image: FloatTensor, other: FloatTensor, pixels: Iterable<number>): FloatTensor {
  const data = image.data.slice();
  for (const pixel of pixels) copyPixel(data, other, pixel);
  return floatTensor(data, image.dims);
}

function copyPixel(data: Float32Array, from: FloatTensor, pixel: number): void {
  const [, height, width] = from.dims;
  for (let i = pixel; i < data.length; i += height * width) data[i] = from.data[i];
}
