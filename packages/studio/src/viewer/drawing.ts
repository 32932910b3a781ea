import type { Point, Polygon } from '@camscope/core';
import { image } from '../state/images.ts';
import { addShape, boxBetween, drawing } from '../state/shapes.ts';

let corner: Point = [0, 0];

/** A box from the corner where it began, which is given once, to where the pointer is. */
export function dragBox(from: Point | undefined, to: Point): void {
  const { value: seen } = image;
  if (!seen) return;
  corner = from ?? corner;
  drawing.value = { box: boxBetween(corner, to, seen) };
}

export function endBox(): void {
  const { value: seen } = image;
  const { value: shape } = drawing;
  drawing.value = undefined;
  if (!seen || !shape || !('box' in shape)) return;
  const { x0, y0, x1, y1 } = shape.box;
  if (x1 - x0 > 1 && y1 - y0 > 1) addShape(seen.id, shape);
}

/** Places a corner; at the first one it closes the polygon. @param reach within which two places are one, in pixels of the image. */
export function cornerAt(point: Point, reach: number): void {
  const points = placedCorners();
  const isAt = (other: Point | undefined) => other !== undefined && isNear(point, other, reach);
  if (points.length > 2 && isAt(points[0])) return closePolygon();
  // The second press of a double click places no corner.
  if (!isAt(points.at(-1))) drawing.value = { polygon: [...points, point] };
}

export function closePolygon(): void {
  const { value: seen } = image;
  const polygon = placedCorners();
  if (!seen || polygon.length < 3) return;
  drawing.value = undefined;
  addShape(seen.id, { polygon });
}

export function dropDrawing(): void {
  drawing.value = undefined;
}

export function isNear([ax, ay]: Point, [bx, by]: Point, reach: number): boolean {
  return Math.hypot(ax - bx, ay - by) <= reach;
}

function placedCorners(): Polygon {
  const { value: shape } = drawing;
  return shape && 'polygon' in shape ? shape.polygon : [];
}
