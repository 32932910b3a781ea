import { floatTensor, itemOf, type FloatTensor } from '@camscope/core';

/** Standard deviations at which the kernel is cut off. */
const REACH = 4;

/** Maps [C,H,W], each blurred by a Gaussian, edges continued; as scipy's `gaussian_filter`, mode nearest. */
export function blur(maps: FloatTensor, sigma: number): FloatTensor {
  const radius = Math.floor(REACH * sigma + 0.5);
  if (radius === 0) return maps;
  const raw = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const total = raw.reduce((a, b) => a + b);
  const kernel = raw.map((value) => value / total);
  const [channels, height, width] = maps.dims;
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
  const blurred = floatTensor(new Float32Array(maps.data.length), maps.dims);
  for (let channel = 0; channel < channels; channel++) {
    const map = itemOf(maps, channel).data;
    itemOf(blurred, channel).data.set(along(along(map, width, 1), height, width));
  }
  return blurred;
}
