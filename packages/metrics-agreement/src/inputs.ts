import { type AgreementInput, CamscopeError, type Heatmap, type Segmentation } from '@camscope/core';

/** @throws CamscopeError INTERNAL when there is no segmentation, although the measure needs it. */
export function segmentationOf({ segmentation }: AgreementInput): Segmentation {
  if (segmentation) return segmentation;
  throw new CamscopeError('INTERNAL', 'A measure of agreement between regions was given no segmentation');
}

/** @throws CamscopeError INTERNAL when there is no map, although the measure needs it. */
export function mapOf({ map }: AgreementInput): Heatmap {
  if (map) return map;
  throw new CamscopeError('INTERNAL', 'A measure of agreement between maps was given no map');
}
