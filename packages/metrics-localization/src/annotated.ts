import { type Annotation, boxArea, type Box, type Mask, type Measurement } from '@camscope/core';
import {
  annotatedBoxes,
  annotatedMask,
  maskArea,
  rasteriseBoxes,
  type Size,
  spansOfMask,
} from '@camscope/pixels';

/** What the reader drew, pixel by pixel. */
export interface AnnotatedPixels {
  readonly mask: Mask;
  /** Number of pixels. */
  readonly area: number;
  /** The first pixel and the one after the last of each run in a row, in turns, counted in raster order. */
  readonly runs: Int32Array;
}

export const NO_PIXEL: Measurement = { value: null, reason: 'The annotation covers no pixel' };
export const NO_PIXEL_OUTSIDE: Measurement = { value: null, reason: 'The annotation covers every pixel' };
export const NO_BOX: Measurement = { value: null, reason: 'The annotation has no box' };

const known = new WeakMap<Annotation, Map<string, AnnotatedPixels>>();

/**
 * The annotated pixels in an image of this size: of the mask, the outlines or the boxes, whichever comes first, or of
 * the boxes alone. Rasterised once for all metrics.
 * @throws CamscopeError DATA_INVALID when the annotated mask has another size.
 */
export function annotatedPixels(
  annotation: Annotation,
  { width, height }: Size,
  from: 'mask' | 'boxes' = 'mask',
): AnnotatedPixels {
  const onlyBoxes = from === 'boxes' && (annotation.mask ?? annotation.contours) !== undefined;
  const key = `${width}×${height}${onlyBoxes ? ' boxes' : ''}`;
  const sizes = known.get(annotation) ?? new Map<string, AnnotatedPixels>();
  known.set(annotation, sizes);
  let pixels = sizes.get(key);
  if (!pixels) {
    const mask = onlyBoxes
      ? rasteriseBoxes(annotatedBoxes(annotation), width, height)
      : annotatedMask(annotation, width, height);
    pixels = { mask, area: maskArea(mask), runs: runsOf(mask) };
    sizes.set(key, pixels);
  }
  return pixels;
}

/** The annotated boxes that have an area. */
export function boxesOf(annotation: Annotation): Box[] {
  return annotatedBoxes(annotation).filter((box) => boxArea(box) > 0);
}

/** The share of the image that is annotated: what heat that knows nothing puts there, on average. */
export function annotatedShare(annotation: Annotation, frame: Size): Measurement {
  return shareOf(annotatedPixels(annotation, frame));
}

export function shareOf({ mask, area }: AnnotatedPixels): Measurement {
  return area === 0 ? NO_PIXEL : { value: area / mask.data.length };
}

function runsOf(mask: Mask): Int32Array {
  const { starts, ends, firstOfRow, height, width } = spansOfMask(mask);
  const runs = new Int32Array(2 * starts.length);
  for (let y = 0; y < height; y++) {
    for (let span = firstOfRow[y]; span < firstOfRow[y + 1]; span++) {
      runs[2 * span] = y * width + starts[span];
      runs[2 * span + 1] = y * width + ends[span];
    }
  }
  return runs;
}
