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

export function cornerAt(point: Point): void {
  const points = placedCorners();
  const [x, y] = points.at(-1) ?? [NaN, NaN];
  // The second press of a double click places no corner.
  if (Math.hypot(point[0] - x, point[1] - y) < 0.5) return;
  drawing.value = { polygon: [...points, point] };
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

function placedCorners(): Polygon {
  const { value: shape } = drawing;
  return shape && 'polygon' in shape ? shape.polygon : [];
}
