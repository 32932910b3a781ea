import { floatTensor, type FloatTensor, type Layout } from '@camscope/core';
import { channelsOf, spatialOf } from '@camscope/onnx';

/** Standard deviations at which the kernel is cut off. */
const REACH = 4;

/** Every channel of a tensor [1,…] blurred by a Gaussian, edges continued; as scipy's `gaussian_filter`, mode nearest. */
export function blur(tensor: FloatTensor, layout: Layout, sigma: number): FloatTensor {
  const radius = Math.floor(REACH * sigma + 0.5);
  if (radius === 0) return tensor;
  const raw = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const total = raw.reduce((a, b) => a + b);
  const kernel = raw.map((value) => value / total);
  const [height, width] = spatialOf(tensor.dims, layout);
  const channels = channelsOf(tensor.dims, layout);
  const [planes, stride] = layout === 'NCHW' ? [channels, 1] : [1, channels];
  const along = (data: Float32Array, length: number, step: number) => {
    const out = new Float32Array(data.length);
    for (let i = 0; i < data.length; i++) {
      const place = Math.floor(i / step) % length;
      let sum = 0;
      for (let k = -radius; k <= radius; k++) {
        const other = Math.min(Math.max(place + k, 0), length - 1);
        sum += kernel[k + radius] * data[i + (other - place) * step];
      }
      out[i] = sum;
    }
    return out;
  };
  // A plane of an NHWC tensor is the whole tensor, whose columns are `channels` apart.
  const size = height * width * stride;
  const blurred = new Float32Array(tensor.data.length);
  for (let plane = 0; plane < planes; plane++) {
    const part = tensor.data.subarray(plane * size, (plane + 1) * size);
    blurred.set(along(along(part, width, stride), height, width * stride), plane * size);
  }
  return floatTensor(blurred, tensor.dims);
}
