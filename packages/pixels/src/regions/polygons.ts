import type { Box, Mask, Point, Polygon } from '@camscope/core';
import { fillColumnwise } from './runs.ts';

/** Outlines are followed on a grid so many times finer than the pixels; column 2 of 5 runs through the centres. */
const FINER = 5;
const CENTRE = 2;

/**
 * The union of filled polygons, pixel by pixel as the COCO tools rasterise them (`frPyObjects` and `merge` of
 * pycocotools): vertices are rounded to fifths of a pixel, outlines drawn on that grid, and a pixel is inside when
 * an odd number of outlines run above its centre.
 */
export function rasterisePolygons(polygons: readonly Polygon[], width: number, height: number): Mask {
  const data = new Uint8Array(width * height);
  for (const polygon of polygons) {
    const crossings = Float64Array.from(columnCrossings(polygon, width, height)).sort();
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      fillColumnwise(data, width, height, crossings[i], crossings[i + 1]);
    }
  }
  return { width, height, data };
}

/** The tight box around a polygon's vertices. */
export function boxOfPolygon(polygon: Polygon): Box {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of polygon) {
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
  }
  return { x0, y0, x1, y1 };
}

/**
 * Where the outline crosses the centre line of a column of pixels: the first pixel below, counted down the columns.
 * A column has an even number of them.
 */
function columnCrossings(polygon: Polygon, width: number, height: number): number[] {
  const crossings: number[] = [];
  const vertices = polygon.map(([x, y]): Point => [toGrid(x), toGrid(y)]);
  for (let k = 0; k < vertices.length; k++) {
    crossEdge(vertices[k], vertices[(k + 1) % vertices.length], (column, row) => {
      const x = (column - CENTRE) / FINER;
      if (x < 0 || x >= width) return;
      const y = Math.ceil((row - CENTRE) / FINER);
      crossings.push(x * height + Math.min(height, Math.max(0, y)));
    });
  }
  return crossings;
}

/**
 * Calls `cross` for each step of an edge past a column of pixel centres, with the column on its left and the upper of
 * the two rows between which it steps. An edge is the same set of grid points in either direction.
 */
function crossEdge(from: Point, to: Point, cross: (column: number, row: number) => void): void {
  const steep = Math.abs(to[0] - from[0]) < Math.abs(to[1] - from[1]);
  const forward = steep ? from[1] <= to[1] : from[0] <= to[0];
  const [[x0, y0], [x1, y1]] = forward ? [from, to] : [to, from];
  if (steep) {
    const slope = (x1 - x0) / (y1 - y0);
    let x = x0;
    for (let step = 1; step <= y1 - y0; step++) {
      const next = Math.trunc(x0 + slope * step + 0.5);
      const column = Math.min(x, next);
      if (next !== x && (column - CENTRE) % FINER === 0) cross(column, y0 + step - 1);
      x = next;
    }
  } else {
    const slope = (y1 - y0) / (x1 - x0);
    const row = (step: number) => Math.trunc(y0 + slope * step + 0.5);
    for (let column = nextCentre(x0); column < x1; column += FINER) {
      cross(column, Math.min(row(column - x0), row(column - x0 + 1)));
    }
  }
}

/** The first column of pixel centres at or after a column of the grid. */
function nextCentre(column: number): number {
  return column + ((((CENTRE - column) % FINER) + FINER) % FINER);
}

/** To the nearest line of the grid; halves up, and what is negative towards zero, as the COCO tools do. */
function toGrid(coordinate: number): number {
  return Math.trunc(FINER * coordinate + 0.5);
}
