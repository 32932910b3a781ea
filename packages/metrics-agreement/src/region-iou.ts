import { type Agreement, defineAgreement } from '@camscope/core';
import { maskArea, maskIou } from '@camscope/pixels';
import { segmentationOf } from './inputs.ts';
import { JACCARD } from './sources.ts';

/** IoU of two masks. One empty mask counts as 0; two have no value. */
export const regionIou: Agreement = defineAgreement({
  id: 'region-iou',
  title: 'IoU of regions',
  summary: "Intersection over union of the pixels of both sides' regions.",
  citation: JACCARD,
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  compare(a, b) {
    const [one, other] = [segmentationOf(a).mask, segmentationOf(b).mask];
    const value = maskIou(one, other);
    if (value === 0 && maskArea(one) === 0 && maskArea(other) === 0)
      return { value: null, reason: 'Neither side has a region' };
    return { value };
  },
});
