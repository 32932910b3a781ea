import { type Stretches, stretchesOf } from '../threshold/stretches.ts';
import type { Taps } from './taps.ts';

/**
 * Resamples float32 [height, width, channels] along both axes, columns first. Each pass sums in double precision
 * and, with `whole`, rounds to whole numbers, halves up.
 */
export function resampleBoth(
  source: Float32Array,
  width: number,
  channels: number,
  columns: Taps,
  rows: Taps,
  whole = false,
): Float32Array {
  const narrow = resampleColumns(source, width, channels, columns, whole);
  return resampleRows(narrow, columns.first.length * channels, rows, whole);
}

/**
 * The same of one channel, with the stretches of what it gives. Where no weight is below 0, they follow from those of the map
 * whose columns are resampled: rounding keeps order, so that no sum is lower than that of the lowest values.
 */
export function resampleWithStretches(
  source: Float32Array,
  width: number,
  columns: Taps,
  rows: Taps,
): { data: Float32Array; stretches: Stretches } {
  const narrow = resampleColumns(source, width, 1, columns, false);
  const wide = columns.first.length;
  const data = resampleRows(narrow, wide, rows, false);
  if (rows.weights.some((weight) => weight < 0)) return { data, stretches: stretchesOf(data, wide) };
  const { lows, highs } = stretchesOf(new Float32Array(narrow), wide);
  const [low, high] = [lows, highs].map((ends) => {
    const inRow = (ends.length * wide) / narrow.length;
    return resampleRows(new Float64Array(ends), inRow, rows, false);
  });
  return { data, stretches: { lows: low, highs: high } };
}

/** Sums rounded to float32, as numbers that rows need not convert each time. */
function resampleColumns(
  source: Float32Array,
  width: number,
  channels: number,
  taps: Taps,
  whole: boolean,
): Float64Array {
  const { first, count, stride, weights } = taps;
  const height = source.length / (width * channels);
  const target = new Float64Array(height * first.length * channels);
  let out = 0;
  for (let row = 0; row < source.length; row += width * channels) {
    for (let x = 0; x < first.length; x++) {
      for (let channel = 0; channel < channels; channel++) {
        let at = row + first[x] * channels + channel;
        let sum = 0;
        for (let k = x * stride, end = k + count[x]; k < end; k++, at += channels)
          sum += weights[k] * source[at];
        target[out++] = Math.fround(whole ? Math.floor(sum + 0.5) : sum);
      }
    }
  }
  return target;
}

function resampleRows(source: Float64Array, length: number, taps: Taps, whole: boolean): Float32Array {
  const { first, count, stride, weights } = taps;
  const target = new Float32Array(first.length * length);
  const sums = new Float64Array(length);
  for (let y = 0; y < first.length; y++) {
    const row = first[y] * length;
    const out = y * length;
    if (count[y] <= 2 && !whole) {
      const weight = weights[y * stride];
      const nextWeight = count[y] === 2 ? weights[y * stride + 1] : 0;
      const next = count[y] === 2 ? row + length : row;
      addWeighted(target, out, length, weight, source, row, nextWeight, next);
      continue;
    }
    sums.fill(0);
    for (let k = 0; k < count[y]; k += 2) {
      const paired = k + 1 < count[y];
      const weight = weights[y * stride + k];
      const nextWeight = paired ? weights[y * stride + k + 1] : 0;
      const at = row + k * length;
      const next = paired ? at + length : at;
      for (let i = 0; i < length; i++) {
        sums[i] = sums[i] + weight * source[at + i] + nextWeight * source[next + i];
      }
    }
    for (let i = 0; i < length; i++) target[out + i] = whole ? Math.floor(sums[i] + 0.5) : sums[i];
  }
  return target;
}

/** The weighted sum of two rows of `source`, from `out` on. */
function addWeighted(
  target: Float32Array,
  out: number,
  length: number,
  weight: number,
  source: Float64Array,
  row: number,
  nextWeight: number,
  next: number,
): void {
  for (let i = 0; i < length; i++) {
    target[out + i] = 0 + weight * source[row + i] + nextWeight * source[next + i];
  }
}
