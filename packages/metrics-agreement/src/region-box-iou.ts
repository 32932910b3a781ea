import { type Agreement, boxIou, defineAgreement } from '@camscope/core';
import { segmentationOf } from './inputs.ts';
import { JACCARD } from './sources.ts';

/** IoU of the boxes of the best regions; a reader's is the largest box. One side without counts as 0; two have no value. */
export const regionBoxIou: Agreement = defineAgreement({
  id: 'region-box-iou',
  title: 'IoU of boxes',
  summary: "Intersection over union of the boxes of both sides' best regions.",
  citation: JACCARD,
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  compare(a, b) {
    const [[one], [other]] = [segmentationOf(a).regions, segmentationOf(b).regions];
    if (!one && !other) return { value: null, reason: 'Neither side has a region' };
    return { value: one && other ? boxIou(one.box, other.box) : 0 };
  },
});
