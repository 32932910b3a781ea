import { floatTensor, sizeOf, type FloatTensor } from '@camscope/core';
import { gaussian } from '../numeric/random.ts';

/** Images near an image, over which an explanation is averaged. */
export type Samples =
  /** Midpoints of `steps` equal parts of the straight line from a constant image to the image. */
  | { readonly kind: 'line'; readonly from: number; readonly steps: number }
  /** The image plus normal noise, of which one standard deviation is `sigma` of the image's range. */
  | { readonly kind: 'noise'; readonly sigma: number; readonly count: number; readonly seed: number };

/** Samples as what a compiled explanation is fed: sample = scale · image + offset, each with its weight. */
export interface SampleBatch {
  /** float32 [S,1,1,1] */
  readonly scale: FloatTensor;
  /** float32 [S,1,1,1] or [S,…] shaped like the image. */
  readonly offset: FloatTensor;
  /** One for each sample; all weights of an explanation sum to 1. */
  readonly weights: readonly number[];
}

/** The line from the constant image `from`, in units of the network's input. */
export const straightLine = (from: number, steps: number): Samples => ({ kind: 'line', from, steps });

/** Normal noise; the same seed gives the same noise for every image. */
export const gaussianNoise = (sigma: number, count: number, seed: number): Samples => ({
  kind: 'noise',
  sigma,
  count,
  seed,
});

/**
 * The samples of one image in batches of at most `size`. The first is the image itself, with no weight: it tells the
 * logits.
 * @param image the network's input, float32 [1,…].
 */
export function* sampleBatches(samples: Samples, image: FloatTensor, size: number): Generator<SampleBatch> {
  const rows = samples.kind === 'line' ? line(samples) : noise(samples, image);
  let open: Row[] = [{ scale: 1, offset: rows.rest, weight: 0 }];
  for (const row of rows.rows) {
    if (open.length >= size) {
      yield batchOf(open, rows.dims);
      open = [];
    }
    open.push(row);
  }
  yield batchOf(open, rows.dims);
}

interface Row {
  readonly scale: number;
  readonly offset: Float32Array;
  readonly weight: number;
}

interface Rows {
  readonly rows: Iterable<Row>;
  /** Shape of one offset. */
  readonly dims: readonly number[];
  /** The offset that leaves the image as it is. */
  readonly rest: Float32Array;
}

function line({ from, steps }: Samples & { kind: 'line' }): Rows {
  const rows = Array.from({ length: steps }, (_, i): Row => {
    const alpha = (i + 0.5) / steps;
    return { scale: alpha, offset: Float32Array.of((1 - alpha) * from), weight: 1 / steps };
  });
  return { rows, dims: [1, 1, 1], rest: new Float32Array(1) };
}

function noise({ sigma, count, seed }: Samples & { kind: 'noise' }, image: FloatTensor): Rows {
  const dims = image.dims.slice(1);
  const [low, high] = image.data.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  const next = gaussian(seed);
  function* rows(): Generator<Row> {
    for (let i = 0; i < count; i++) {
      const offset = Float32Array.from({ length: sizeOf(dims) }, () => next() * sigma * (high - low));
      yield { scale: 1, offset, weight: 1 / count };
    }
  }
  return { rows: rows(), dims, rest: new Float32Array(sizeOf(dims)) };
}

function batchOf(rows: readonly Row[], dims: readonly number[]): SampleBatch {
  const scale = Float32Array.from(rows, (row) => row.scale);
  const offset = new Float32Array(rows.length * sizeOf(dims));
  rows.forEach((row, i) => offset.set(row.offset, i * sizeOf(dims)));
  return {
    scale: floatTensor(scale, [rows.length, 1, 1, 1]),
    offset: floatTensor(offset, [rows.length, ...dims]),
    weights: rows.map((row) => row.weight),
  };
}
