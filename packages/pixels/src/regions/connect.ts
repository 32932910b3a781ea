import { type Box, type Mask, remembered } from '@camscope/core';
import { maskOf, SpanEdges, type Spans, spansOfMask } from './spans.ts';

/** 4: pixels that share an edge are connected; 8: an edge or a corner. */
export type Connectivity = 4 | 8;

/** One connected part of a mask. */
export interface Component {
  /** Number of pixels. */
  readonly area: number;
  /** Tight half-open box, in whole pixels. */
  readonly box: Box;
}

/** Pixels and their connected components. */
export interface ConnectedSpans extends Spans {
  /** For each span, the index of its component. */
  readonly componentOf: Int32Array;
  /** In the raster order of their first pixels. */
  readonly components: readonly Component[];
}

/** The connected components of a mask. */
export function connectedSpans(mask: Mask, connectivity: Connectivity): ConnectedSpans {
  return connect(spansOfMask(mask), connectivity);
}

const CONNECTED: Record<Connectivity, (spans: Spans) => ConnectedSpans> = {
  4: remembered((spans: Spans) => findComponents(spans, 4)),
  8: remembered((spans: Spans) => findComponents(spans, 8)),
};

/** The connected components of pixels, found once. */
export function connect(spans: Spans, connectivity: Connectivity): ConnectedSpans {
  return CONNECTED[connectivity](spans);
}

/** The pixels of the components with these indices into `components`. */
export function spansOfComponents(connected: ConnectedSpans, indices: Iterable<number>): Spans {
  const { width, height, starts, ends, firstOfRow, componentOf, components } = connected;
  const wanted = new Uint8Array(components.length);
  for (const index of indices) wanted[index] = 1;
  if (!wanted.includes(0)) return connected;
  const edges = new SpanEdges(width, height);
  for (let y = 0; y < height; y++) {
    for (let span = firstOfRow[y]; span < firstOfRow[y + 1]; span++) {
      if (!wanted[componentOf[span]]) continue;
      edges.add(starts[span]);
      edges.add(ends[span]);
    }
    edges.endRow();
  }
  return edges.toSpans();
}

/** The union of the components with these indices into `components`. */
export function maskOfSpans(connected: ConnectedSpans, indices: Iterable<number>): Mask {
  return maskOf(spansOfComponents(connected, indices));
}

/** By union-find over spans. */
function findComponents(spans: Spans, connectivity: Connectivity): ConnectedSpans {
  const { starts, ends, firstOfRow, height } = spans;
  const roots = uniteSpans(spans, connectivity === 8 ? 1 : 0);
  const componentOf = new Int32Array(roots.length);
  const components: { area: number; box: { x0: number; y0: number; x1: number; y1: number } }[] = [];
  for (let y = 0; y < height; y++) {
    for (let span = firstOfRow[y]; span < firstOfRow[y + 1]; span++) {
      const x0 = starts[span];
      const x1 = ends[span];
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
  return { ...spans, componentOf, components };
}

/** A union-find forest over the spans, each root being the first span of its component. */
function uniteSpans({ starts, ends, firstOfRow, height }: Spans, reach: 0 | 1): Int32Array {
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
