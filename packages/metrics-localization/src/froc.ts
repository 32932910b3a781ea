import { type Box, boxIou, defineMetric, type Region } from '@camscope/core';
import { z } from 'zod';
import { boxesOf, NO_BOX } from './annotated.ts';
import { segmentationOf } from './segmentation.ts';

/** Annotated boxes that are found, and regions that find none, at each threshold of a region's mean heat. */
export const frocMetric = defineMetric({
  id: 'froc',
  title: 'FROC',
  summary:
    'Share of annotated boxes that are found by regions, at so many false positives an image, as the heat that regions must have falls.',
  citation: {
    text: 'Setio, Traverso, de Bel et al.: Validation, comparison, and combination of algorithms for automatic detection of pulmonary nodules in computed tomography images: the LUNA16 challenge, Med. Image Anal. 42:1-13, 2017',
    doi: '10.1016/j.media.2017.06.015',
  },
  options: z.strictObject({
    at: z
      .array(z.number().positive())
      .min(1)
      .default([0.125, 0.25, 0.5, 1, 2, 4, 8])
      .describe('False positives an image at which the share of found boxes is read; the mean is the number'),
    thresholds: z
      .int()
      .min(2)
      .max(1000)
      .default(20)
      .describe('Thresholds of the mean heat of a region, evenly from 1 downwards to 0'),
    hit: z
      .enum(['centre', 'iou'])
      .default('centre')
      .describe(
        "Whether a region finds a box that holds its box's centre, or one that it overlaps as far as `iou`",
      ),
    iou: z.number().gt(0).max(1).default(0.5).describe('The IoU to reach, for `hit: iou`'),
  }),
  needs: 'segmentation',
  scoreDirection: 'none',
  range: [0, Infinity],
  names: ({ thresholds }) => {
    const all = thresholdsOf(thresholds);
    return ['boxes', ...all.map((at) => `found@${at}`), ...all.map((at) => `false@${at}`)];
  },
  pool: ({ at, thresholds }) => ({
    title: 'FROC',
    axes: { x: 'False positives an image', y: 'Share of boxes found' },
    curves: [
      {
        x: thresholdsOf(thresholds).map((threshold) => `false@${threshold}`),
        y: thresholdsOf(thresholds).map((threshold) => `found@${threshold}`),
        per: 'boxes',
      },
    ],
    read: at,
    scoreDirection: 'higher',
    range: [0, 1],
  }),
  measure(input, { thresholds, hit, iou }) {
    const annotated = boxesOf(input.annotation);
    const all = thresholdsOf(thresholds);
    if (annotated.length === 0) return Array<typeof NO_BOX>(1 + 2 * all.length).fill(NO_BOX);
    const { regions } = segmentationOf(input);
    const finds = ({ box }: Region, one: Box) =>
      hit === 'centre' ? holdsCentre(one, box) : boxIou(box, one) >= iou;
    const kept = all.map((threshold) => regions.filter(({ meanHeat }) => meanHeat >= threshold));
    const found = kept.map(
      (some) => annotated.filter((one) => some.some((region) => finds(region, one))).length,
    );
    const wrong = kept.map(
      (some) => some.filter((region) => !annotated.some((one) => finds(region, one))).length,
    );
    return [annotated.length, ...found, ...wrong].map((value) => ({ value }));
  },
});

function thresholdsOf(count: number): number[] {
  return Array.from({ length: count + 1 }, (_, i) => (count - i) / count);
}

function holdsCentre(box: Box, of: Box): boolean {
  const [x, y] = [(of.x0 + of.x1) / 2, (of.y0 + of.y1) / 2];
  return x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1;
}
