import { defineMetric } from '@camscope/core';
import { type Component, connect, highestOf, type Spans, spansAboveEach } from '@camscope/pixels';
import { z } from 'zod';
import { boxesOf, NO_BOX } from './annotated.ts';
import { bestOverlap, thresholdsSchema } from './box-overlap.ts';

/** 1 where the boxes around what is hotter than a share of the highest heat overlap an annotated box as far as the threshold. */
export const maxBoxAccuracyMetric = defineMetric({
  id: 'max-box-accuracy',
  title: 'Maximal box accuracy',
  alsoCalled: [{ name: 'MaxBoxAccV2', by: 'Choe et al.' }],
  summary:
    'Share of findings whose box is found by cutting the map, at the cut that is best over all findings, mean over thresholds of IoU.',
  citation: {
    text: 'Choe, Oh, Chun, Lee, Akata, Shim: Evaluation for weakly supervised object localization: protocol, metrics, and datasets, IEEE TPAMI 45(2):1732-1748, 2023',
    doi: '10.1109/TPAMI.2022.3169881',
    arxiv: '2007.04178',
  },
  options: z.strictObject({
    cuts: z
      .int()
      .min(2)
      .max(1000)
      .default(20)
      .describe(
        'Shares of the highest heat at which maps are cut, evenly from 0 upwards; 1000 in the code of its authors',
      ),
    thresholds: thresholdsSchema.default([0.3, 0.5, 0.7]).describe('The IoUs to reach'),
    boxes: z
      .enum(['all', 'largest'])
      .default('all')
      .describe('Whether any part that is left may be the box, or only the largest (MaxBoxAcc)'),
  }),
  needs: 'map',
  scoreDirection: 'higher',
  range: [0, 1],
  names: ({ cuts, thresholds }) =>
    thresholds.flatMap((threshold) => sharesOf(cuts).map((share) => `${threshold}@${share}`)),
  pool: ({ cuts, thresholds }) => ({
    title: 'Maximal box accuracy',
    axes: { x: 'Cut, as a share of the highest heat', y: 'Share of boxes found' },
    curves: thresholds.map((threshold) => ({
      x: sharesOf(cuts),
      y: sharesOf(cuts).map((share) => `${threshold}@${share}`),
    })),
    read: 'highest',
    scoreDirection: 'higher',
    range: [0, 1],
  }),
  measure({ map, annotation }, { cuts, thresholds, boxes }) {
    const annotated = boxesOf(annotation);
    if (annotated.length === 0) return thresholds.flatMap(() => sharesOf(cuts).map(() => NO_BOX));
    const highest = highestOf(map);
    const edges = sharesOf(cuts).map((share) => share * highest);
    const best = Array.from(
      spansAboveEach(
        map,
        edges.map((edge) => ({ threshold: edge, edge, inclusive: false })),
      ),
      (spans) =>
        partsOf(spans, boxes).reduce((most, part) => Math.max(most, bestOverlap(part, annotated, 'iou')), 0),
    );
    return thresholds.flatMap((threshold) => best.map((iou) => ({ value: iou >= threshold ? 1 : 0 })));
  },
});

function sharesOf(cuts: number): number[] {
  return Array.from({ length: cuts }, (_, i) => i / cuts);
}

function partsOf(spans: Spans, which: 'all' | 'largest'): readonly Component[] {
  const { components } = connect(spans, 8);
  if (which === 'all') return components;
  const largest = components.reduce((most, { area }) => Math.max(most, area), 0);
  return components.filter(({ area }) => area === largest).slice(0, 1);
}
