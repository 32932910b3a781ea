import type { Mask, Polygon } from '@camscope/core';

const { fround } = Math;

/**
 * The union of polygons filled with their outlines, pixel by pixel as by `ImageDraw.polygon(…, fill=1, outline=1)` of
 * Pillow 12: coordinates are cut off to whole pixels, which are points, and the outline belongs to the polygon.
 */
export function fillPolygonsAsPillow(polygons: readonly Polygon[], width: number, height: number): Mask {
  const mask: Mask = { width, height, data: new Uint8Array(width * height) };
  for (const polygon of polygons) fillPolygon(mask, polygon);
  return mask;
}

interface Edge {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly top: number;
  readonly bottom: number;
  /** Columns per row, float32. */
  readonly slope: number;
}

function fillPolygon(mask: Mask, polygon: Polygon): void {
  const edges = edgesOf(polygon);
  const slanted = edges.filter(({ top, bottom }) => top < bottom);
  const [first, last] = rowsOf(edges, mask.height);
  for (const { x0, x1, top, bottom } of edges) {
    if (top === bottom) fillRow(mask, top, Math.min(x0, x1), Math.max(x0, x1));
  }
  for (let y = first; y <= last; y++) {
    const places = crossings(slanted, y, last).sort();
    for (let i = 1; i < places.length; i += 2) {
      fillRow(mask, y, roundUp(places[i - 1]), roundDown(places[i]));
    }
  }
}

/** The first and the last row that edges reach, on the image and one below it. */
function rowsOf(edges: readonly Edge[], height: number): [first: number, last: number] {
  const first = edges.reduce((least, { top }) => Math.min(least, top), Infinity);
  const last = edges.reduce((most, { bottom }) => Math.max(most, bottom), -Infinity);
  return [Math.max(0, first), Math.min(height, last)];
}

function edgesOf(polygon: Polygon): Edge[] {
  const points = polygon.map(([x, y]) => [Math.trunc(x), Math.trunc(y)]);
  return points.flatMap(([x0, y0], i): Edge[] => {
    const [x1, y1] = points[(i + 1) % points.length];
    if (i === points.length - 1 && x0 === x1 && y0 === y1) return [];
    const slope = y0 === y1 ? 0 : fround((x1 - x0) / (y1 - y0));
    return [{ x0, y0, x1, top: Math.min(y0, y1), bottom: Math.max(y0, y1), slope }];
  });
}

/** Where edges cross a row; twice for an edge that ends on it, unless it is the last row. */
function crossings(edges: readonly Edge[], y: number, last: number): Float32Array {
  const places: number[] = [];
  const above = new Map<number, Edge>();
  const below = new Map<number, Edge>();
  for (const edge of edges) {
    if (y < edge.top || y > edge.bottom) continue;
    const x = columnAt(edge, y);
    if (y === edge.bottom && y < last) places.push(x, x);
    else if ((y === edge.top || y === edge.bottom) && edge.slope !== 0) {
      const ends = y === edge.bottom ? above : below;
      const other = ends.get(roundUp(x));
      if (other) places.push(cornerOf(edge, other, x, y));
      else {
        places.push(x);
        ends.set(roundUp(x), edge);
      }
    } else places.push(x);
  }
  return Float32Array.from(places);
}

/**
 * At the tip of two flat edges of one side, one pixel beyond where the nearer of them is in the next row, so that the tip is not
 * parted from the rest.
 */
function cornerOf(edge: Edge, other: Edge, x: number, y: number): number {
  const near = y === edge.bottom ? y - 1 : y + 1;
  const [a, b] = [columnAt(edge, near), columnAt(other, near)];
  if (x > fround(a + 1) && x > fround(b + 1)) return roundUp(Math.max(a, b)) + 1;
  if (x < fround(a - 1) && x < fround(b - 1)) return roundUp(Math.min(a, b)) - 1;
  return x;
}

function columnAt({ x0, y0, slope }: Edge, y: number): number {
  return fround(fround((y - y0) * slope) + x0);
}

function fillRow({ width, height, data }: Mask, y: number, from: number, to: number): void {
  if (y < 0 || y >= height || from >= width || to < 0 || from > to) return;
  data.fill(1, y * width + Math.max(0, from), y * width + Math.min(width - 1, to) + 1);
}

/** To the nearest whole number; halves away from 0. */
function roundUp(value: number): number {
  return value >= 0 ? Math.floor(fround(value + 0.5)) : -Math.floor(fround(-value + 0.5));
}

/** To the nearest whole number; halves towards 0. */
function roundDown(value: number): number {
  return value >= 0 ? Math.ceil(fround(value - 0.5)) : -Math.ceil(fround(-value - 0.5));
}
