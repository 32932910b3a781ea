import { floatTensor, type FloatTensor } from '@camscope/core';
import type { UpsampleKernel } from '@camscope/pixels';
import { enlarging } from './enlarging.ts';

export interface Masked {
  /** [C,H,W] */
  readonly image: FloatTensor;
  /** ∂S/∂u of what the slope at the masked image, ∂S/∂x as [C,H,W], tells. */
  gradient(slope: Float32Array): Float64Array;
}

/**
 * The image seen through its mixed maps, enlarged and brought to [0, 1], as a function of u. All is float64 but for the image.
 * @param maps A, float32 [K,h,w].
 * @param image float32 [C,H,W].
 */
export function maskOf(
  maps: FloatTensor,
  image: FloatTensor,
  kernel: UpsampleKernel,
): (u: Float64Array) => Masked {
  const [channels, height, width] = image.dims;
  const enlarge = enlarging(maps.dims, image.dims, kernel);
  const size = height * width;
  return (u) => {
    const map = enlarge.forward(mixed(maps, u));
    const extent = extentOf(map);
    const { range, lowest } = extent;
    const mask = map.map((value) => (range > 0 ? (value - map[lowest]) / range : 0));
    return {
      image: floatTensor(
        image.data.map((value, i) => value * mask[i % size]),
        image.dims,
      ),
      gradient(slope) {
        const toMask = new Float64Array(size);
        for (let c = 0; c < channels; c++)
          for (let i = 0; i < size; i++) toMask[i] += slope[c * size + i] * image.data[c * size + i];
        return throughMix(maps, u, enlarge.backward(throughRange(toMask, mask, extent)));
      },
    };
  };
}

/** Σ_k softmax(u)_k A^k, [h·w]. */
export function mixed({ data, dims }: FloatTensor, u: Float64Array): Float64Array {
  const size = dims[1] * dims[2];
  const map = new Float64Array(size);
  softmax(u).forEach((weight, k) => {
    for (let i = 0; i < size; i++) map[i] += weight * data[k * size + i];
  });
  return map;
}

function softmax(u: Float64Array): Float64Array {
  const top = Math.max(...u);
  const powers = u.map((value) => Math.exp(value - top));
  const total = powers.reduce((sum, power) => sum + power);
  return powers.map((power) => power / total);
}

/** ∂/∂u of what has the gradient `toMap` at the mixed maps. */
function throughMix({ data }: FloatTensor, u: Float64Array, toMap: Float64Array): Float64Array {
  const weights = softmax(u);
  const toWeights = weights.map((_, k) =>
    toMap.reduce((sum, g, i) => sum + g * data[k * toMap.length + i], 0),
  );
  const mean = weights.reduce((sum, weight, k) => sum + weight * toWeights[k], 0);
  return weights.map((weight, k) => weight * (toWeights[k] - mean));
}

/** Back through `(map − lowest) / (highest − lowest)`, of which both are places of the map. */
function throughRange(toMask: Float64Array, mask: Float64Array, { range, lowest, highest }: Extent) {
  if (range === 0) return new Float64Array(toMask.length);
  const toMap = toMask.map((g) => g / range);
  const all = toMap.reduce((sum, g) => sum + g, 0);
  const scaled = toMap.reduce((sum, g, i) => sum + g * mask[i], 0);
  toMap[highest] -= scaled;
  toMap[lowest] -= all - scaled;
  return toMap;
}

interface Extent {
  readonly range: number;
  /** Places. */
  readonly lowest: number;
  readonly highest: number;
}

function extentOf(map: Float64Array): Extent {
  let [lowest, highest] = [0, 0];
  map.forEach((value, i) => {
    if (value < map[lowest]) lowest = i;
    if (value > map[highest]) highest = i;
  });
  return { range: map[highest] - map[lowest], lowest, highest };
}
