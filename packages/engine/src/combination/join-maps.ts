import { floatTensor, type Explainer, type FloatTensor, type Join } from '@camscope/core';
import { upsample } from '@camscope/pixels';

/** A raw map, float32 [1,h,w], or an attribution to the input, [C,H,W]. */
export interface GivenMap {
  readonly map: FloatTensor;
  readonly gives: Explainer['gives'];
}

/** One map of several, as a graph joins them. */
export function joinMaps(given: readonly GivenMap[], join: Join): FloatTensor {
  if (join === 'mean') return meanOf(given.map(({ map }) => map));
  const single = given.map(oneChannel).map(toUnit);
  const { dims } = single.reduce((a, b) => (b.data.length > a.data.length ? b : a));
  const levelled = single.map((map) => toSize(map, dims));
  return join === 'product-of-normalised' ? productOf(levelled) : meanOf(levelled);
}

/** Of an attribution, each pixel's largest magnitude. */
function oneChannel({ map, gives }: GivenMap): FloatTensor {
  if (gives !== 'attribution') return map;
  const [channels, height, width] = map.dims;
  const pixels = height * width;
  const largest = new Float32Array(pixels);
  for (let c = 0; c < channels; c++)
    for (let p = 0; p < pixels; p++) largest[p] = Math.max(largest[p], Math.abs(map.data[c * pixels + p]));
  return floatTensor(largest, [1, height, width]);
}

/** Brought to [0, 1]; 0 where it is constant. */
function toUnit({ data, dims }: FloatTensor): FloatTensor {
  const [low, high] = data.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  return floatTensor(
    data.map((value) => (high > low ? (value - low) / (high - low) : 0)),
    dims,
  );
}

function toSize(map: FloatTensor, [, height, width]: readonly number[]): FloatTensor {
  const [, h, w] = map.dims;
  if (h === height && w === width) return map;
  const { data } = upsample({ width: w, height: h, data: map.data }, { width, height }, 'bilinear');
  return floatTensor(data, [1, height, width]);
}

function productOf(maps: readonly FloatTensor[]): FloatTensor {
  const data = maps[0].data.map((_, i) => maps.reduce((product, map) => product * map.data[i], 1));
  return floatTensor(data, maps[0].dims);
}

function meanOf(maps: readonly FloatTensor[]): FloatTensor {
  const data = maps[0].data.map((_, i) => maps.reduce((sum, map) => sum + map.data[i], 0) / maps.length);
  return floatTensor(data, maps[0].dims);
}
