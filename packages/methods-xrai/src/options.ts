import { z } from 'zod';

/** Lengths and areas are those of an image of 224 × 224 pixels. */
export const options = z.strictObject({
  steps: z
    .int()
    .min(2)
    .max(1000)
    .default(100)
    .describe('Points on the way from black, and from white, to the image'),
  scales: z
    .array(z.number().positive())
    .min(1)
    .default([50, 100, 150, 250, 500, 1200])
    .describe('Scales at which the image is cut into segments'),
  sigma: z
    .number()
    .nonnegative()
    .default(0.8)
    .describe('Standard deviation of the Gaussian that smooths it before, in pixels of 224'),
  smallest: z.int().min(1).default(150).describe('Pixels of 224² that a segment has at least'),
  dilation: z.number().nonnegative().default(5).describe('Pixels of 224 by which segments are widened'),
  gained: z
    .int()
    .min(1)
    .default(50)
    .describe('Pixels of 224² that a segment must add; what adds fewer is left out'),
});
export type Options = z.output<typeof options>;

const SIDE = 224;

/** The options in pixels of an image of this size. */
export function atSize(
  { scales, sigma, smallest, dilation, gained }: Options,
  height: number,
  width: number,
) {
  const area = (height * width) / SIDE ** 2;
  const length = Math.sqrt(area);
  return {
    scales: scales.map((scale) => scale * area),
    sigma: sigma * length,
    smallest: Math.max(1, Math.round(smallest * area)),
    dilation: Math.round(dilation * length),
    gained: gained * area,
  };
}
