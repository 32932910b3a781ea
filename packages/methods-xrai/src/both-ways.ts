import { floatTensor, type FloatTensor } from '@camscope/core';

/** Images that are asked about at a time. */
const AT_ONCE = 16;

/**
 * Integrated Gradients of equal weights at `steps` points, both ends among them, from the image's lowest value and from its highest, their
 * mean; of each pixel the highest channel, [H·W].
 * @param slope ∂S/∂x at the image.
 */
export async function bothWays(
  image: FloatTensor,
  slope: FloatTensor,
  steps: number,
  slopesOf: (images: readonly FloatTensor[]) => Promise<readonly FloatTensor[]>,
): Promise<Float64Array> {
  const { data, dims } = image;
  const sum = new Float64Array(data.length);
  for (const start of [lowest(data), -lowest(data.map((value) => -value))]) {
    const total = Float64Array.from(slope.data);
    const shares = Array.from({ length: steps - 1 }, (_, i) => i / (steps - 1));
    for (let first = 0; first < shares.length; first += AT_ONCE) {
      const some = shares.slice(first, first + AT_ONCE);
      const images = some.map((share) =>
        floatTensor(
          data.map((value) => start + share * (value - start)),
          dims,
        ),
      );
      for (const found of await slopesOf(images)) found.data.forEach((value, i) => (total[i] += value));
    }
    total.forEach((value, i) => (sum[i] += (value * (data[i] - start)) / steps / 2));
  }
  const size = dims[1] * dims[2];
  const highest = sum.slice(0, size);
  sum.forEach((value, i) => (highest[i % size] = Math.max(highest[i % size], value)));
  return highest;
}

function lowest(values: Float32Array): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}
