import {
  polygonOfBox,
  type Annotation,
  type Box,
  type MaskRuns,
  type Point,
  type Polygon,
} from '@camscope/core';
import { boxOfPolygon, rasterisePolygons, runsOfMask } from '@camscope/pixels';
import type { Frame } from '../images/frame-of.ts';
import { boxesOfParts } from '../masks/parts.ts';
import { unionOfRuns } from '../masks/union.ts';

/** What one reader drew of one finding, part by part. */
export interface Drawn {
  readonly label: string;
  readonly reader?: string;
  readonly boxes: Box[];
  readonly outlines: Polygon[];
  readonly masks: MaskRuns[];
}

/**
 * The finding, with a box for each part. Beside outlines, boxes are outlines; beside masks, all are masks. What stands twice counts once.
 * @param scale from the coordinates of boxes and outlines to pixels.
 */
export function annotationOf(drawn: Drawn, scale?: Frame): Annotation {
  const { label, reader } = drawn;
  const boxes = distinct(drawn.boxes).map((box) => scaledBox(box, scale));
  const outlines = distinct(drawn.outlines).map((outline) => scaledOutline(outline, scale));
  const masks = distinct(drawn.masks);
  const annotation = {
    label,
    ...(reader !== undefined && { reader }),
    boxes: [...boxes, ...outlines.map(boxOfPolygon), ...masks.flatMap(boxesOfParts)],
  };
  const areas = [...outlines, ...boxes.map(polygonOfBox)];
  if (masks.length > 0) return { ...annotation, mask: unionOfRuns([...masks, ...rastered(areas, masks[0])]) };
  return outlines.length > 0 ? { ...annotation, contours: areas } : annotation;
}

/** Whether something stands in it twice. */
export function repeats({ boxes, outlines, masks }: Drawn): boolean {
  return [boxes, outlines, masks].some((parts) => distinct<unknown>(parts).length < parts.length);
}

function distinct<T>(parts: readonly T[]): readonly T[] {
  return parts.length < 2 ? parts : [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
}

function rastered(outlines: readonly Polygon[], { width, height }: MaskRuns): MaskRuns[] {
  return outlines.length === 0 ? [] : [runsOfMask(rasterisePolygons(outlines, width, height))];
}

function scaledBox(box: Box, scale?: Frame): Box {
  if (scale === undefined) return box;
  const { width, height } = scale;
  return { x0: box.x0 * width, y0: box.y0 * height, x1: box.x1 * width, y1: box.y1 * height };
}

function scaledOutline(outline: Polygon, scale?: Frame): Polygon {
  return scale === undefined ? outline : outline.map(([x, y]): Point => [x * scale.width, y * scale.height]);
}
