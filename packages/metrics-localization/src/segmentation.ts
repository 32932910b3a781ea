import { CamscopeError, type MetricInput, type Segmentation } from '@camscope/core';

/** @throws CamscopeError INTERNAL when the engine gave none, although the metric needs it. */
export function segmentationOf({ segmentation }: MetricInput): Segmentation {
  if (segmentation) return segmentation;
  throw new CamscopeError('INTERNAL', 'A localization metric was measured without a segmentation');
}
