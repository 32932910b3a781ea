import type { Annotation, MaskRuns, Polygon } from '@camscope/core';
import { boxesOfParts } from '@camscope/datasets-common';
import { boxOfPolygon } from '@camscope/pixels';
import type { ChexlocalizeOptions } from '../options.ts';
import type { Frame } from '../segmentations.ts';
import { pillowRuns } from './pillow.ts';

/** What a reader drew of one finding: outlines, a mask or both. */
interface Drawn {
  readonly label: string;
  readonly reader: string;
  readonly outlines?: readonly Polygon[];
  readonly mask?: MaskRuns;
  /** Known where there are outlines. */
  readonly frame?: Frame;
  readonly fill: ChexlocalizeOptions['fill'];
}

/** The finding with a box around each outline or, without outlines, around each part of its mask. */
export function annotationOf({ label, reader, outlines, mask, frame, fill }: Drawn): Annotation {
  const asPillow = outlines && frame && fill === 'pillow';
  const known = mask ?? (asPillow ? pillowRuns(outlines, frame) : undefined);
  const boxes = outlines ? outlines.map(boxOfPolygon) : known ? boxesOfParts(known) : [];
  return { label, reader, boxes, ...(outlines && { contours: outlines }), ...(known && { mask: known }) };
}
