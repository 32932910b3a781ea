import { floatTensor, itemOf, Scratch, type FloatTensor } from '@camscope/core';
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
  /** One for each sample but those that fill a batch up; all weights of an explanation sum to 1. */
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

export interface SampleBatches {
  /** Samples in a batch, at most. */
  readonly size: number;
  /** The last batch is filled up with the image itself. */
  readonly filled?: boolean;
  readonly scratch?: Scratch;
}

/**
 * The samples of one image in batches. The first is the image itself, with no weight: it tells the logits.
 * @param image the network's input, float32 [1,…].
 */
export function* sampleBatches(
  samples: Samples,
  image: FloatTensor,
  { size, filled = false, scratch = new Scratch() }: SampleBatches,
): Generator<SampleBatch> {
  const { dims, rows } = samples.kind === 'line' ? line(samples) : noise(samples, image);
  const itself: Row = { scale: 1, weight: 0, write: (offset) => offset.fill(0) };
  const all = [itself, ...rows];
  for (let at = 0; at < all.length; at += size) {
    const own = all.slice(at, at + size);
    const filling = Array.from({ length: filled ? size - own.length : 0 }, () => itself);
    const batch = batchOf([...own, ...filling], dims, scratch);
    yield { ...batch, weights: own.map(({ weight }) => weight) };
  }
}

interface Row {
  readonly scale: number;
  readonly weight: number;
  /** Writes the offset: rows in turn, each once. */
  write(offset: Float32Array): void;
}

interface Rows {
  /** Shape of one offset. */
  readonly dims: readonly number[];
  readonly rows: readonly Row[];
}

function line({ from, steps }: Samples & { kind: 'line' }): Rows {
  const rows = Array.from({ length: steps }, (_, i): Row => {
    const alpha = (i + 0.5) / steps;
    return { scale: alpha, weight: 1 / steps, write: (offset) => offset.fill((1 - alpha) * from) };
  });
  return { dims: [1, 1, 1], rows };
}

function noise({ sigma, count, seed }: Samples & { kind: 'noise' }, image: FloatTensor): Rows {
  const dims = image.dims.slice(1);
  const [low, high] = image.data.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  const next = gaussian(seed);
  const write = (offset: Float32Array) => {
    for (let i = 0; i < offset.length; i++) offset[i] = next() * sigma * (high - low);
  };
  return { dims, rows: Array.from({ length: count }, () => ({ scale: 1, weight: 1 / count, write })) };
}

function batchOf(
  rows: readonly Row[],
  item: readonly number[],
  scratch: Scratch,
): Omit<SampleBatch, 'weights'> {
  const dims = [rows.length, ...item];
  const offset = floatTensor(scratch.take('float32', dims), dims);
  rows.forEach(({ write }, i) => write(itemOf(offset, i).data));
  return {
    scale: floatTensor(
      Float32Array.from(rows, ({ scale }) => scale),
      [rows.length, 1, 1, 1],
    ),
    offset,
  };
}
