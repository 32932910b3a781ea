import { type Mask, type MetricInput, remembered, type Segmentation } from '@camscope/core';
import { commonArea, maskArea, rasteriseBoxes } from '@camscope/pixels';
import { z } from 'zod';
import { type AnnotatedPixels, annotatedPixels } from './annotated.ts';
import { segmentationOf } from './segmentation.ts';

export const pixelOptions = z.strictObject({
  predicted: z
    .enum(['mask', 'boxes', 'best-box'])
    .default('mask')
    .describe(
      "Predicted pixels: the regions', those in the regions' boxes, or those in the best region's box",
    ),
  annotated: z
    .enum(['mask', 'boxes'])
    .default('mask')
    .describe('Annotated pixels: of the mask, else the outlines, else the boxes; or always of the boxes'),
});
export type PixelOptions = z.output<typeof pixelOptions>;

/** Numbers of pixels. */
export interface PixelCounts {
  readonly both: number;
  readonly predicted: number;
  readonly annotated: number;
  readonly all: number;
}

const counts = remembered((predicted: Mask) =>
  remembered((annotated: AnnotatedPixels) => count(predicted, annotated)),
);

/** Counts predicted and annotated pixels, once for all metrics. */
export function pixelCounts(input: MetricInput, options: PixelOptions): PixelCounts {
  const predicted = predictedPixels(segmentationOf(input), options.predicted);
  return counts(predicted)(annotatedPixels(input.annotation, predicted, options.annotated));
}

function count(predicted: Mask, { mask, area }: AnnotatedPixels): PixelCounts {
  const both = commonArea(predicted, mask);
  return { both, predicted: maskArea(predicted), annotated: area, all: predicted.data.length };
}

function predictedPixels({ mask, regions }: Segmentation, from: PixelOptions['predicted']): Mask {
  if (from === 'mask') return mask;
  const boxes = regions.map(({ box }) => box);
  return rasteriseBoxes(from === 'boxes' ? boxes : boxes.slice(0, 1), mask.width, mask.height);
}
