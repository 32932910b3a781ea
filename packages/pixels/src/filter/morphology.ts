import type { Heatmap } from '@camscope/core';

/** `square`: as far as `radius` in rows and in columns; `disk`: the pixels at a distance of at most `radius`. */
export const footprints = ['square', 'disk'] as const;
export type Footprint = (typeof footprints)[number];

/** The lowest value under the footprint around each pixel. Outside the image there is nothing. */
export function erode(map: Heatmap, footprint: Footprint, radius: number): Heatmap {
  const { width, height, data } = map;
  return { width, height, data: lowest(data, width, height, footprint, radius) };
}

/** The highest value under the footprint around each pixel. Outside the image there is nothing. */
export function dilate(map: Heatmap, footprint: Footprint, radius: number): Heatmap {
  const { width, height, data } = map;
  return { width, height, data: negated(lowest(negated(data), width, height, footprint, radius)) };
}

function lowest(
  data: Float32Array,
  width: number,
  height: number,
  footprint: Footprint,
  radius: number,
): Float32Array {
  const reach = Math.min(radius, width + height);
  return footprint === 'square'
    ? lowestOfColumns(lowestOfDisk(data, width, height, reach, 0), width, height, reach)
    : lowestOfDisk(data, width, height, reach, reach);
}

/**
 * Minima under the rows −rise to rise of a disk or, when `rise` is 0, under one row of `reach` pixels to either side:
 * each that of two runs at its ends, of a power of two pixels, which are made by doubling.
 */
function lowestOfDisk(
  data: Float32Array,
  width: number,
  height: number,
  reach: number,
  rise: number,
): Float32Array {
  const stride = width + 2 * reach;
  const padded = new Float32Array(stride * height).fill(Infinity);
  for (let y = 0; y < height; y++) {
    padded.set(data.subarray(y * width, (y + 1) * width), y * stride + reach);
  }
  const powers = runMinima(padded, 2 * reach + 1, 1);
  const target = new Float32Array(data.length).fill(Infinity);
  for (let dy = -rise; dy <= rise; dy++) {
    const half = Math.floor(Math.sqrt(reach ** 2 - dy ** 2));
    const { minima, second } = coveringRuns(powers, 2 * half + 1);
    for (let y = Math.max(0, -dy); y < Math.min(height, height - dy); y++) {
      let from = (y + dy) * stride + reach - half;
      for (let to = y * width, end = to + width; to < end; to++, from++) {
        const left = minima[from];
        const right = minima[from + second];
        const least = left < right ? left : right;
        if (least < target[to]) target[to] = least;
      }
    }
  }
  return target;
}

/** Minima of the pixels up to `reach` above and below. */
function lowestOfColumns(data: Float32Array, width: number, height: number, reach: number): Float32Array {
  const padded = new Float32Array(width * (height + 2 * reach)).fill(Infinity);
  padded.set(data, reach * width);
  const { minima, second } = coveringRuns(runMinima(padded, 2 * reach + 1, width), 2 * reach + 1);
  const target = new Float32Array(data.length);
  const below = second * width;
  for (let i = 0; i < target.length; i++) {
    target[i] = minima[i] < minima[i + below] ? minima[i] : minima[i + below];
  }
  return target;
}

/** The largest power of two not above `length`, and where the second of two such runs begins to cover the length. */
function coveringRuns(
  powers: readonly Float32Array[],
  length: number,
): { minima: Float32Array; second: number } {
  const power = 31 - Math.clz32(length);
  return { minima: powers[power], second: length - (1 << power) };
}

/** At [k], the minimum of 2^k values, `step` apart, from each place on, for all powers up to `longest`. */
function runMinima(values: Float32Array, longest: number, step: number): Float32Array[] {
  const powers = [values];
  for (let length = 1; 2 * length <= longest; length *= 2) {
    const half = powers[powers.length - 1];
    const minima = half.slice();
    for (let i = 0, j = length * step; j < minima.length; i++, j++) {
      if (half[j] < minima[i]) minima[i] = half[j];
    }
    powers.push(minima);
  }
  return powers;
}

function negated(values: Float32Array): Float32Array {
  const result = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = -values[i];
  return result;
}
