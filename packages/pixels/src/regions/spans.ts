import type { Heatmap, Mask } from '@camscope/core';
import type { Cut } from '../threshold/cut.ts';

/** Pixels as horizontal runs [start, end) in raster order. Those of row y are `firstOfRow[y]` to `firstOfRow[y + 1]`. */
export interface Spans {
  readonly width: number;
  readonly height: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly firstOfRow: Int32Array;
}

/** Of a float32, all bits but the sign's: heat has none. */
const MAGNITUDE = 0x7fffffff;

/** The pixels of a mask. */
export function spansOfMask({ width, height, data }: Mask): Spans {
  const edges = new SpanEdges(width, height);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let inside = 0;
    for (let x = 0; x < width; x++) {
      if (data[row + x] === inside) continue;
      edges.add(x);
      inside = data[row + x];
    }
    edges.endRow();
  }
  return edges.toSpans();
}

/** The last cut of finished maps, and what is above: segmenters tend to agree on it. */
const lastCuts = new WeakMap<Heatmap, { readonly cut: Cut; readonly spans: Spans }>();

/** The pixels of a finished map, whose values change no more, in the upper part. */
export function spansAbove(map: Heatmap, cut: Cut): Spans {
  const last = lastCuts.get(map);
  if (last?.cut.edge === cut.edge && last.cut.inclusive === cut.inclusive) return last.spans;
  const spans = findAbove(map, cut);
  lastCuts.set(map, { cut, spans });
  return spans;
}

function findAbove({ width, height, data }: Heatmap, cut: Cut): Spans {
  // Bits of floats that are not negative grow with them: the sign of a difference of integers is the answer.
  const bits = new Int32Array(data.buffer, data.byteOffset, data.length);
  const most = leastAbove(cut) - 1;
  const edges = new SpanEdges(width, height);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let inside = 0;
    for (let x = 0; x < width; x++) {
      const isAbove = (most - (bits[row + x] & MAGNITUDE)) >>> 31;
      if (isAbove === inside) continue;
      edges.add(x);
      inside = isAbove;
    }
    edges.endRow();
  }
  return edges.toSpans();
}

/** All other pixels. */
export function spansOutside({ width, height, starts, ends, firstOfRow }: Spans): Spans {
  const edges = new SpanEdges(width, height);
  for (let y = 0; y < height; y++) {
    let end = 0;
    for (let span = firstOfRow[y]; span < firstOfRow[y + 1]; span++) {
      if (starts[span] > end) edges.add(end, starts[span]);
      end = ends[span];
    }
    if (end < width) edges.add(end);
    edges.endRow();
  }
  return edges.toSpans();
}

export function maskOf({ width, height, starts, ends, firstOfRow }: Spans): Mask {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let span = firstOfRow[y]; span < firstOfRow[y + 1]; span++) {
      data.fill(1, y * width + starts[span], y * width + ends[span]);
    }
  }
  return { width, height, data };
}

/** Where spans begin and end, in turns, row by row. */
export class SpanEdges {
  readonly #width: number;
  readonly #height: number;
  readonly #firstOfRow: Int32Array;
  #starts: Int32Array;
  #ends: Int32Array;
  #rows = 0;
  #count = 0;
  #isOpen = false;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#firstOfRow = new Int32Array(height + 1);
    this.#starts = new Int32Array(4 * height + 1);
    this.#ends = new Int32Array(4 * height + 1);
  }

  add(...columns: readonly number[]): void {
    for (const x of columns) {
      if (this.#isOpen) this.#ends[this.#count++] = x;
      else {
        if (this.#count === this.#starts.length) {
          this.#starts = enlarged(this.#starts);
          this.#ends = enlarged(this.#ends);
        }
        this.#starts[this.#count] = x;
      }
      this.#isOpen = !this.#isOpen;
    }
  }

  /** A span that is open ends with the row. */
  endRow(): void {
    if (this.#isOpen) this.add(this.#width);
    this.#firstOfRow[++this.#rows] = this.#count;
  }

  toSpans(): Spans {
    return {
      width: this.#width,
      height: this.#height,
      starts: this.#starts.subarray(0, this.#count),
      ends: this.#ends.subarray(0, this.#count),
      firstOfRow: this.#firstOfRow,
    };
  }
}

function enlarged(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}

/** Bits of the least float32 in the upper part; 0 where all heat is. */
function leastAbove({ edge, inclusive }: Cut): number {
  const nearest = Float32Array.of(edge);
  if (!(nearest[0] >= 0)) return 0;
  const bits = new Int32Array(nearest.buffer)[0] & MAGNITUDE;
  return nearest[0] > edge || (inclusive && nearest[0] === edge) ? bits : bits + 1;
}
