import type { Box, Mask } from '@camscope/core';

/** 4: pixels that share an edge are connected; 8: an edge or a corner. */
export type Connectivity = 4 | 8;

/** One connected part of a mask. */
export interface Component {
  /** Number of pixels. */
  readonly area: number;
  /** Tight half-open box, in whole pixels. */
  readonly box: Box;
}

/**
 * The connected components of a mask, as horizontal spans of pixels [start, end) in raster order. Those of row y are
 * `firstOfRow[y]` to `firstOfRow[y + 1]`.
 */
export interface ConnectedSpans {
  readonly width: number;
  readonly height: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly firstOfRow: Int32Array;
  /** For each span, the index of its component. */
  readonly componentOf: Int32Array;
  /** In the raster order of their first pixels. */
  readonly components: readonly Component[];
}

/** The connected components of a mask, or of its background, by union-find over its spans. */
export function connectedSpans(
  mask: Mask,
  connectivity: Connectivity,
  of: 'inside' | 'outside' = 'inside',
): ConnectedSpans {
  const { width, height } = mask;
  const spans = findSpans(mask, of === 'inside' ? 1 : 0);
  const roots = uniteSpans(spans, height, connectivity === 8 ? 1 : 0);

  const componentOf = new Int32Array(roots.length);
  const components: { area: number; box: { x0: number; y0: number; x1: number; y1: number } }[] = [];
  for (let y = 0; y < height; y++) {
    for (let span = spans.firstOfRow[y]; span < spans.firstOfRow[y + 1]; span++) {
      const x0 = spans.starts[span];
      const x1 = spans.ends[span];
      const root = find(roots, span);
      if (root === span) {
        componentOf[span] = components.push({ area: 0, box: { x0, y0: y, x1, y1: y + 1 } }) - 1;
      } else {
        componentOf[span] = componentOf[root];
      }
      const component = components[componentOf[span]];
      const { box } = component;
      component.area += x1 - x0;
      if (x0 < box.x0) box.x0 = x0;
      if (x1 > box.x1) box.x1 = x1;
      box.y1 = y + 1;
    }
  }
  return { width, height, ...spans, componentOf, components };
}

/** The union of the components with these indices into `components`. */
export function maskOfSpans(connected: ConnectedSpans, indices: Iterable<number>): Mask {
  const { width, height } = connected;
  const data = new Uint8Array(width * height);
  addSpans(data, connected, indices);
  return { width, height, data };
}

/** Sets the pixels of the components with these indices. */
export function addSpans(data: Uint8Array, connected: ConnectedSpans, indices: Iterable<number>): void {
  const { width, height, starts, ends, firstOfRow, componentOf, components } = connected;
  const wanted = new Uint8Array(components.length);
  for (const index of indices) wanted[index] = 1;
  for (let y = 0; y < height; y++) {
    for (let span = firstOfRow[y]; span < firstOfRow[y + 1]; span++) {
      if (wanted[componentOf[span]]) data.fill(1, y * width + starts[span], y * width + ends[span]);
    }
  }
}

type Spans = Pick<ConnectedSpans, 'starts' | 'ends' | 'firstOfRow'>;

function findSpans({ width, height, data }: Mask, value: 0 | 1): Spans {
  const mostInRow = Math.ceil(width / 2);
  let starts = new Int32Array(4 * height + mostInRow);
  let ends = new Int32Array(starts.length);
  const firstOfRow = new Int32Array(height + 1);
  let count = 0;
  for (let y = 0; y < height; y++) {
    firstOfRow[y] = count;
    if (count + mostInRow > starts.length) {
      starts = enlarged(starts);
      ends = enlarged(ends);
    }
    const row = y * width;
    const rowEnd = row + width;
    for (let i = row; i < rowEnd; i++) {
      if (data[i] !== value) continue;
      starts[count] = i - row;
      do i++;
      while (i < rowEnd && data[i] === value);
      ends[count++] = i - row;
    }
  }
  firstOfRow[height] = count;
  return { starts: starts.subarray(0, count), ends: ends.subarray(0, count), firstOfRow };
}

function enlarged(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}

/** A union-find forest over the spans, each root being the first span of its component. */
function uniteSpans({ starts, ends, firstOfRow }: Spans, height: number, reach: 0 | 1): Int32Array {
  const roots = new Int32Array(starts.length);
  for (let span = 0; span < roots.length; span++) roots[span] = span;
  for (let y = 1; y < height; y++) {
    let above = firstOfRow[y - 1];
    let span = firstOfRow[y];
    while (above < firstOfRow[y] && span < firstOfRow[y + 1]) {
      if (starts[above] < ends[span] + reach && starts[span] < ends[above] + reach) unite(roots, above, span);
      if (ends[above] < ends[span]) above++;
      else span++;
    }
  }
  return roots;
}

function find(roots: Int32Array, span: number): number {
  while (roots[span] !== span) span = roots[span] = roots[roots[span]];
  return span;
}

function unite(roots: Int32Array, a: number, b: number): void {
  const rootA = find(roots, a);
  const rootB = find(roots, b);
  if (rootA < rootB) roots[rootB] = rootA;
  else roots[rootA] = rootB;
}
