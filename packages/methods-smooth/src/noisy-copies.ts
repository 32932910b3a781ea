import { floatTensor, type FloatTensor } from '@camscope/core';
import { gaussian } from '@camscope/onnx/expressions';

export interface NoisyCopies {
  readonly samples: number;
  readonly sigma: number;
  /** What `sigma` counts: shares of the image's range, or the network's input. */
  readonly unit: 'range' | 'input';
  readonly seed: number;
}

/** The image plus normal noise, so many times; the same seed draws the same for every image. */
export function noisyCopies(image: FloatTensor, { samples, sigma, unit, seed }: NoisyCopies): FloatTensor[] {
  const draw = gaussian(seed);
  const scale = unit === 'input' ? sigma : sigma * rangeOf(image);
  return Array.from({ length: samples }, () =>
    floatTensor(
      image.data.map((value) => value + draw() * scale),
      image.dims,
    ),
  );
}

function rangeOf({ data }: FloatTensor): number {
  const [low, high] = data.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  return high - low;
}
