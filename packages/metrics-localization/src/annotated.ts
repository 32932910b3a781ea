import { type Annotation, boxArea, type Box, type Mask, type Measurement, remembered } from '@camscope/core';
import {
  annotatedBoxes,
  annotatedMask,
  maskArea,
  rasteriseBoxes,
  type Size,
  type Spans,
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

const ofMask = remembered((annotation: Annotation) => bySize(annotation, annotatedMask));
const ofBoxes = remembered((annotation: Annotation) =>
  bySize(annotation, (one, width, height) => rasteriseBoxes(annotatedBoxes(one), width, height)),
);

/**
 * The annotated pixels in an image of this size: of the mask, the outlines or the boxes, whichever comes first, or of
 * the boxes alone. Rasterised once for all metrics.
 * @throws CamscopeError DATA_INVALID when the annotated mask has another size.
 */
export function annotatedPixels(
  annotation: Annotation,
  size: Size,
  from: 'mask' | 'boxes' = 'mask',
): AnnotatedPixels {
  const onlyBoxes = from === 'boxes' && (annotation.mask ?? annotation.contours) !== undefined;
  return (onlyBoxes ? ofBoxes : ofMask)(annotation)(size);
}

/** The annotated boxes that have an area. */
export const boxesOf = remembered((annotation: Annotation): readonly Box[] =>
  annotatedBoxes(annotation).filter((box) => boxArea(box) > 0),
);

/** The share of the image that is annotated: what heat that knows nothing puts there, on average. */
export function annotatedShare(annotation: Annotation, frame: Size): Measurement {
  return shareOf(annotatedPixels(annotation, frame));
}

export function shareOf({ mask, area }: AnnotatedPixels): Measurement {
  return area === 0 ? NO_PIXEL : { value: area / mask.data.length };
}

function bySize(
  annotation: Annotation,
  rasterise: (annotation: Annotation, width: number, height: number) => Mask,
): (size: Size) => AnnotatedPixels {
  const known = new Map<string, AnnotatedPixels>();
  return ({ width, height }) => {
    const key = `${width}×${height}`;
    const pixels = known.get(key) ?? pixelsOf(rasterise(annotation, width, height));
    known.set(key, pixels);
    return pixels;
  };
}

function pixelsOf(mask: Mask): AnnotatedPixels {
  return { mask, area: maskArea(mask), runs: runsOf(spansOfMask(mask)) };
}

function runsOf({ starts, ends, firstOfRow, height, width }: Spans): Int32Array {
  const runs = new Int32Array(2 * starts.length);
  for (let y = 0; y < height; y++) {
    for (let span = firstOfRow[y]; span < firstOfRow[y + 1]; span++) {
      runs[2 * span] = y * width + starts[span];
      runs[2 * span + 1] = y * width + ends[span];
    }
  }
  return runs;
}
