import type { Backdrop, FloatTensor } from '@camscope/core';
import { backdrop, type BackdropName } from '@camscope/onnx/expressions';
import { gridSegments, slic, type Segments } from '@camscope/pixels';
import { z } from 'zod';
import { hidingOptions } from '../hiding-options.ts';

/** How an image is cut, and what hidden segments become: options of the methods that hide segments. */
export const segmentOptions = {
  cut: z
    .enum(['slic', 'grid'])
    .default('slic')
    .describe('What the image is cut into: SLIC superpixels of its grey levels, or rectangles of a grid'),
  segments: z
    .int()
    .min(2)
    .default(50)
    .describe('About how many segments; of a grid, the largest square number that is no more'),
  compactness: z
    .number()
    .positive()
    .default(0.1)
    .describe('Of superpixels: what nearness counts against likeness; from 10 on they are near-squares'),
  ...hidingOptions,
  fill: z
    .enum(['segment-mean', 'zero', 'black', 'mean', 'blur'])
    .default('zero')
    .describe('What hidden segments become; zero is the mean grey of a normalised image, not black'),
};

/** What hidden segments become, by those options. */
export function segmentFill({
  fill,
  sigma,
}: {
  readonly fill: 'segment-mean' | Exclude<BackdropName, 'image'>;
  readonly sigma: number;
}): Backdrop {
  return fill === 'segment-mean' ? { kind: 'parts' } : backdrop(fill, sigma);
}

export interface Segmentation {
  readonly by: 'slic' | 'grid';
  readonly segments: number;
  readonly compactness?: number;
}

/** How an image is cut, by those options. */
export function cutBy(options: {
  readonly cut: Segmentation['by'];
  readonly segments: number;
  readonly compactness: number;
}): Segmentation {
  const { cut: by, segments, compactness } = options;
  return by === 'grid' ? { by, segments } : { by, segments, compactness };
}

/** @param image float32 [C,H,W]; the mean of its channels is cut. */
export function segmentsOf({ by, segments, compactness = 0.1 }: Segmentation, image: FloatTensor): Segments {
  const [channels, height, width] = image.dims;
  if (by === 'grid') {
    const side = Math.floor(Math.sqrt(segments));
    return gridSegments(height, width, side, side);
  }
  const grey = new Float64Array(height * width);
  image.data.forEach((value, i) => (grey[i % grey.length] += value / channels));
  return slic(grey, [height, width], { segments, compactness });
}
