import {
  type Annotation,
  boxArea,
  polygonOfBox,
  type MaskRuns,
  type Measurement,
  type Point,
  type Polygon,
} from '@camscope/core';
import { connectedSpans, type Connectivity, maskOfRuns } from '@camscope/pixels';
import { z } from 'zod';
import { type Rectangle, smallestRectangle } from './smallest-rectangle.ts';

export const shapeOptions = z.strictObject({
  connectivity: z
    .literal([4, 8])
    .default(8)
    .describe('Neighbours of a pixel in a mask: by edges (4), or by edges and corners (8)'),
});

export const NO_AREA: Measurement = { value: null, reason: 'The annotation has no area' };

/** The largest connected part of a finding. */
export interface Part {
  /** In square pixels; more than 0. */
  readonly area: number;
  /** The smallest around it, at any angle. */
  readonly rectangle: Rectangle;
}

const known = new WeakMap<Annotation, Map<Connectivity, Part | undefined>>();

/** Of the mask, else the outlines, else the boxes; nothing where none has an area. */
export function largestPart(annotation: Annotation, connectivity: Connectivity): Part | undefined {
  const parts = known.get(annotation) ?? new Map<Connectivity, Part | undefined>();
  known.set(annotation, parts);
  if (!parts.has(connectivity)) parts.set(connectivity, findPart(annotation, connectivity));
  return parts.get(connectivity);
}

function findPart({ mask, contours, boxes }: Annotation, connectivity: Connectivity): Part | undefined {
  const { area, points } = mask
    ? largestComponent(mask, connectivity)
    : largestPolygon(contours ?? boxes.filter((box) => boxArea(box) > 0).map(polygonOfBox));
  const rectangle = smallestRectangle(points);
  return area > 0 && rectangle.short > 0 ? { area, rectangle } : undefined;
}

/** A shape's area, and points that have the same convex hull. */
interface Shape {
  readonly area: number;
  readonly points: readonly Point[];
}

function largestComponent(runs: MaskRuns, connectivity: Connectivity): Shape {
  const { starts, ends, firstOfRow, componentOf, components, height } = connectedSpans(
    maskOfRuns(runs),
    connectivity,
  );
  const area = components.reduce((most, component) => Math.max(most, component.area), 0);
  const largest = components.findIndex((component) => component.area === area);
  const points: Point[] = [];
  for (let y = 0; y < height; y++) {
    for (let span = firstOfRow[y]; span < firstOfRow[y + 1]; span++) {
      if (componentOf[span] !== largest) continue;
      points.push(...polygonOfBox({ x0: starts[span], x1: ends[span], y0: y, y1: y + 1 }));
    }
  }
  return { area, points };
}

function largestPolygon(polygons: readonly Polygon[]): Shape {
  const areas = polygons.map(polygonArea);
  const area = areas.reduce((most, each) => Math.max(most, each), 0);
  return { area, points: polygons[areas.indexOf(area)] ?? [] };
}

function polygonArea(polygon: Polygon): number {
  let twice = 0;
  polygon.forEach(([x, y], i) => {
    const [nextX, nextY] = polygon[(i + 1) % polygon.length];
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}
