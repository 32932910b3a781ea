import type { MeasureFacts, SeriesFacts } from '../../src/index.ts';

export const THRESHOLDS = [0.1, 0.25, 0.5, 0.75, 0.9];

export const PRIORS: SeriesFacts[] = [
  {
    name: 'mean-box',
    title: 'Mean box',
    kind: 'prior',
    summary: 'The mean of the other images’ boxes',
  },
  { name: 'centre-box', title: 'Centre box', kind: 'prior' },
  { name: 'whole-lung', title: 'Whole lung', kind: 'prior' },
  { name: 'random', title: 'Random map', kind: 'prior' },
  { name: 'chance', title: 'Chance', kind: 'prior', chance: true },
];

export const MEASURES: MeasureFacts[] = [
  {
    id: 'box-iou',
    title: 'IoU',
    kind: 'metric',
    direction: 'higher',
    range: [0, 1],
    summary: 'Overlap of boxes.',
  },
  { id: 'hit', title: 'Hit rate', kind: 'metric', direction: 'higher', range: [0, 1], share: 'hits' },
  { id: 'heat', title: 'Share of heat', kind: 'metric', direction: 'higher', range: [0, 1], share: 'heat' },
  { id: 'distance', title: 'Distance of centres', kind: 'metric', direction: 'lower', range: [0, Infinity] },
  ...THRESHOLDS.map((at): MeasureFacts => ({
    id: `iou-accuracy.${at}`,
    title: `Accuracy at IoU ${at}`,
    kind: 'metric',
    direction: 'higher',
    range: [0, 1],
    threshold: { family: 'iou-accuracy', title: 'Accuracy at IoU', of: 'IoU', at },
  })),
  { id: 'region-iou', title: 'IoU of regions', kind: 'agreement', direction: 'higher', range: [0, 1] },
  { id: 'pearson', title: 'Pearson’s r', kind: 'agreement', direction: 'higher', range: [-1, 1] },
  { id: 'auroc', title: 'AUROC', kind: 'classification', direction: 'higher', range: [0, 1] },
  { id: 'brier', title: 'Brier score', kind: 'classification', direction: 'lower', range: [0, 1] },
  { id: 'area', title: 'Area ratio', kind: 'feature', direction: 'none', range: [0, 1] },
  { id: 'elongation', title: 'Elongation', kind: 'feature', direction: 'none', range: [1, Infinity] },
  { id: 'deletion', title: 'Deletion', kind: 'faithfulness', direction: 'lower', range: [0, 1] },
  { id: 'insertion', title: 'Insertion', kind: 'faithfulness', direction: 'higher', range: [0, 1] },
];
