import type { FloatTensor } from '@camscope/core';
import { slic } from '@camscope/pixels';
import { z } from 'zod';
import { patchesOf } from './patches.ts';

/** How an image is cut into segments. */
export const segmentOptions = {
  cut: z
    .enum(['superpixels', 'grid'])
    .default('superpixels')
    .describe('What the image is cut into: SLIC superpixels of its grey levels, or squares'),
  segments: z.int().min(2).default(100).describe('About how many superpixels'),
  compactness: z
    .number()
    .positive()
    .default(0.1)
    .describe('Of superpixels: what nearness counts against likeness; from 10 on they are near-squares'),
  side: z.int().min(1).default(16).describe("Side of the squares, in pixels of the network's input"),
};

interface Cut {
  readonly cut: 'superpixels' | 'grid';
  readonly segments: number;
  readonly compactness: number;
  readonly side: number;
}

/**
 * The pixels of each segment.
 * @param image float32 [C,H,W]; the mean of its channels is cut.
 */
export function segmentsOf({ data, dims }: FloatTensor, { cut, side, ...options }: Cut): number[][] {
  const [channels, height, width] = dims;
  if (cut === 'grid') return patchesOf({ width, height }, side);
  const grey = new Float64Array(height * width);
  data.forEach((value, i) => (grey[i % grey.length] += value / channels));
  const { count, labels } = slic(grey, [height, width], options);
  const segments = Array.from({ length: count }, (): number[] => []);
  labels.forEach((label, pixel) => segments[label].push(pixel));
  return segments;
}
