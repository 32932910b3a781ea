import { type Annotation, type Box, CamscopeError, type Mask } from '@camscope/core';
import { connectedSpans } from './connect.ts';
import { rasteriseBoxes } from './masks.ts';
import { boxOfPolygon, rasterisePolygons } from './polygons.ts';
import { maskOfRuns } from './runs.ts';

/**
 * Where a reader saw the finding, on an image of this size, which must be the frame of the annotation: the reader's
 * mask; without one, the outlines, filled; without those, the pixels whose centres are in a box.
 * @throws CamscopeError DATA_INVALID when the reader's mask is of another size, or for fixations.
 */
export function annotatedMask(annotation: Annotation, width: number, height: number): Mask {
  const { mask, contours, boxes, fixations } = annotation;
  if (fixations) {
    throw new CamscopeError('DATA_INVALID', `Where a reader looked for ${annotation.label} is no region`, {
      asked: 'The pixels of a finding',
      found: 'An annotation of fixations',
    });
  }
  if (mask) {
    if (mask.width !== width || mask.height !== height) {
      throw new CamscopeError('DATA_INVALID', `The mask of ${annotation.label} is not of the image's size`, {
        asked: `${width} × ${height}`,
        found: `${mask.width} × ${mask.height}`,
      });
    }
    return maskOfRuns(mask);
  }
  return contours ? rasterisePolygons(contours, width, height) : rasteriseBoxes(boxes, width, height);
}

/**
 * The boxes of a finding: the reader's; without any, the tight ones around each outline or, where there is only a
 * mask, around each of its parts (8-connected).
 */
export function annotatedBoxes({ boxes, contours, mask }: Annotation): readonly Box[] {
  if (boxes.length > 0) return boxes;
  if (contours) return contours.map(boxOfPolygon);
  return mask ? connectedSpans(maskOfRuns(mask), 8).components.map(({ box }) => box) : [];
}
