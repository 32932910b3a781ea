import { connectedSegments } from './connected.ts';
import type { Segments } from './segments.ts';

export interface SlicOptions {
  /** Segments to begin with, about as many as there are in the end. */
  readonly segments: number;
  /** What nearness counts against likeness; 0.1 suits grey levels brought to [0, 1], of 10 come near-squares. */
  readonly compactness: number;
  readonly iterations?: number;
}

/** Shares of a segment's mean size: what is smaller goes to a neighbour, what is larger is cut. */
const [SMALLEST, LARGEST] = [0.5, 3];

/**
 * SLIC superpixels of grey levels, which are first brought to [0, 1]; no step of it is random. As scikit-image 0.26's
 * `slic` of an image of one channel, with its defaults. doi:10.1109/TPAMI.2012.120.
 * @param grey row by row.
 */
export function slic(
  grey: ArrayLike<number>,
  [height, width]: readonly [number, number],
  { segments, compactness, iterations = 10 }: SlicOptions,
): Segments {
  const lattice = latticeOf(height, width, segments);
  const colours = scaled(grey, 1 / compactness);
  const centres = lattice.centres.map(([y, x]) => ({ y, x, colour: 0 }));
  const labels = new Int32Array(grey.length);
  for (let i = 0; i < iterations; i++) {
    assign(labels, centres, colours, lattice, [height, width]);
    moveToMeans(labels, centres, colours, width);
  }
  const size = grey.length / centres.length;
  return connectedSegments(labels, [height, width], Math.trunc(SMALLEST * size), Math.trunc(LARGEST * size));
}

interface Centre {
  y: number;
  x: number;
  colour: number;
}

interface Lattice {
  readonly step: readonly [down: number, across: number];
  readonly centres: readonly (readonly [y: number, x: number])[];
}

/** Evenly spaced places, about as many as asked for. */
function latticeOf(height: number, width: number, count: number): Lattice {
  const even = Math.sqrt((height * width) / count);
  const short = Math.min(height, width);
  // Where an axis is shorter than a step, all steps go along the other.
  const steps = even > short ? { short, long: Math.max(height, width) / count } : { short: even, long: even };
  const along = (step: number) => ({ start: Math.floor(step / 2), step: Math.max(1, roundedToEven(step)) });
  const [down, across] = (height <= width ? [steps.short, steps.long] : [steps.long, steps.short]).map(along);
  const centres: [number, number][] = [];
  for (let y = down.start; y < height; y += down.step)
    for (let x = across.start; x < width; x += across.step) centres.push([y, x]);
  return { step: [down.step, across.step], centres };
}

function roundedToEven(value: number): number {
  const below = Math.floor(value);
  return value - below === 0.5 ? below + (below % 2) : Math.round(value);
}

function scaled(grey: ArrayLike<number>, factor: number): Float64Array {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < grey.length; i++) [low, high] = [Math.min(low, grey[i]), Math.max(high, grey[i])];
  return Float64Array.from(grey, (value) => (high > low ? (value - low) / (high - low) : 0) * factor);
}

/** Each pixel to the nearest centre, of place and colour together, among those not further than two steps. */
function assign(
  labels: Int32Array,
  centres: readonly Centre[],
  colours: Float64Array,
  { step: [down, across] }: Lattice,
  [height, width]: readonly [number, number],
): void {
  const nearest = new Float64Array(labels.length).fill(Infinity);
  const weight = 1 / Math.max(down, across) ** 2;
  centres.forEach(({ y: cy, x: cx, colour }, k) => {
    const [top, bottom] = [Math.max(0, Math.trunc(cy - 2 * down)), Math.min(cy + 2 * down + 1, height)];
    const [left, right] = [Math.max(0, Math.trunc(cx - 2 * across)), Math.min(cx + 2 * across + 1, width)];
    for (let y = top; y < Math.trunc(bottom); y++) {
      for (let x = left; x < Math.trunc(right); x++) {
        const place = y * width + x;
        const distance = ((cy - y) ** 2 + (cx - x) ** 2) * weight + (colours[place] - colour) ** 2;
        if (distance >= nearest[place]) continue;
        nearest[place] = distance;
        labels[place] = k;
      }
    }
  });
}

/** A centre that has lost all its pixels stays where it is. */
function moveToMeans(labels: Int32Array, centres: Centre[], colours: Float64Array, width: number): void {
  const sums = centres.map(() => ({ count: 0, y: 0, x: 0, colour: 0 }));
  labels.forEach((k, place) => {
    const sum = sums[k];
    sum.count++;
    sum.y += Math.floor(place / width);
    sum.x += place % width;
    sum.colour += colours[place];
  });
  sums.forEach(({ count, y, x, colour }, k) => {
    if (count > 0) centres[k] = { y: y / count, x: x / count, colour: colour / count };
  });
}
