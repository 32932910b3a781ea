import { type Mask, remembered } from '@camscope/core';

/** Pixels as horizontal runs [start, end) in raster order. Those of row y are `firstOfRow[y]` to `firstOfRow[y + 1]`. */
export interface Spans {
  readonly width: number;
  readonly height: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly firstOfRow: Int32Array;
}

const spansOfMasks = new WeakMap<Mask, Spans>();

/** The pixels of a mask, which change no more. */
export function spansOfMask(mask: Mask): Spans {
  const spans = spansOfMasks.get(mask) ?? findInside(mask);
  spansOfMasks.set(mask, spans);
  return spans;
}

/** The mask of pixels, one for all who ask: it must not be changed. */
export const maskOf = remembered((spans: Spans): Mask => {
  const { width, height, starts, ends, firstOfRow } = spans;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let span = firstOfRow[y]; span < firstOfRow[y + 1]; span++) {
      data.fill(1, y * width + starts[span], y * width + ends[span]);
    }
  }
  const mask = { width, height, data };
  spansOfMasks.set(mask, spans);
  return mask;
});

/** All other pixels. */
export function spansOutside({ width, height, starts, ends, firstOfRow }: Spans): Spans {
  const edges = new SpanEdges(width, height);
  for (let y = 0; y < height; y++) {
    let end = 0;
    for (let span = firstOfRow[y]; span < firstOfRow[y + 1]; span++) {
      if (starts[span] > end) {
        edges.add(end);
        edges.add(starts[span]);
      }
      end = ends[span];
    }
    if (end < width) edges.add(end);
    edges.endRow();
  }
  return edges.toSpans();
}

/** Number of pixels. */
export function areaOf({ starts, ends }: Spans): number {
  let area = 0;
  for (let span = 0; span < starts.length; span++) area += ends[span] - starts[span];
  return area;
}

/** Number of pixels in both of two of one size. */
export function areaInCommon(a: Spans, b: Spans): number {
  let area = 0;
  for (let y = 0; y < a.height; y++) {
    let i = a.firstOfRow[y];
    let k = b.firstOfRow[y];
    while (i < a.firstOfRow[y + 1] && k < b.firstOfRow[y + 1]) {
      const from = Math.max(a.starts[i], b.starts[k]);
      const to = Math.min(a.ends[i], b.ends[k]);
      if (to > from) area += to - from;
      if (a.ends[i] < b.ends[k]) i++;
      else k++;
    }
  }
  return area;
}

/** Where spans begin and end, in turns, row by row. */
export class SpanEdges {
  readonly #width: number;
  readonly #height: number;
  readonly #firstOfRow: Int32Array;
  #edges: Int32Array;
  #rows = 0;
  #count = 0;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#firstOfRow = new Int32Array(height + 1);
    this.#edges = new Int32Array(4 * height);
  }

  /** Begins a span at this column, or ends the one that is open. */
  add(x: number): void {
    if (this.#count === this.#edges.length) this.#edges = enlarged(this.#edges);
    this.#edges[this.#count++] = x;
  }

  /** A span that is open ends with the row. */
  endRow(): void {
    if (this.#count % 2 === 1) this.add(this.#width);
    this.#firstOfRow[++this.#rows] = this.#count / 2;
  }

  toSpans(): Spans {
    const edges = this.#edges;
    const starts = new Int32Array(this.#count / 2);
    const ends = new Int32Array(this.#count / 2);
    for (let span = 0; span < starts.length; span++) {
      starts[span] = edges[2 * span];
      ends[span] = edges[2 * span + 1];
    }
    return { width: this.#width, height: this.#height, starts, ends, firstOfRow: this.#firstOfRow };
  }
}

function findInside({ width, height, data }: Mask): Spans {
  const edges = new SpanEdges(width, height);
  // Rows without a pixel are passed over at the speed of a search.
  let next = data.indexOf(1);
  for (let row = 0; row < data.length; row += width) {
    let inside = 0;
    if (next >= row && next < row + width) {
      for (let x = next - row; x < width; x++) {
        if (data[row + x] === inside) continue;
        edges.add(x);
        inside = data[row + x];
      }
      next = data.indexOf(1, row + width);
    }
    edges.endRow();
  }
  return edges.toSpans();
}

function enlarged(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
