import { floatTensor, itemOf, Scratch, type FloatTensor } from '@camscope/core';
import { hasOneDirection, type Sampled } from '@camscope/onnx';
import { sampleRows, type SampledImage, type SampleRow } from './sample-rows.ts';

/** Samples as what a compiled explanation is fed: sample = scale · image + offset, each with its weight. */
export interface SampleBatch {
  /** float32 [S,1,1,1] */
  readonly scale: FloatTensor;
  /** float32 [S,1,1,1] or [S,…] shaped like the image. */
  readonly offset: FloatTensor;
  /** Of the lines that samples are of, where it is asked for: float32 [S,…], or [1,…] where all have one. */
  readonly direction?: FloatTensor;
  /** One for each sample but those that fill a batch up; all weights of an explanation sum to 1. */
  readonly weights: readonly number[];
}

export interface SampleBatches {
  /** Samples in a batch, at most. */
  readonly size: number;
  /** The last batch is filled up with the image itself. */
  readonly filled?: boolean;
  readonly scratch?: Scratch;
}

/**
 * The samples of one image in batches. The first is the image itself, with no weight: it tells the logits, unless the graph has the
 * image go with every batch.
 */
export function* sampleBatches(
  { samples, directed, compared }: Sampled,
  sampled: SampledImage,
  { size, filled = false, scratch = new Scratch() }: SampleBatches,
): Generator<SampleBatch> {
  const { dims, rows } = sampleRows(samples, sampled);
  const item = sampled.image.dims.slice(1);
  const itself: SampleRow = {
    scale: 1,
    weight: 0,
    write: (offset, direction) => [offset, direction].forEach((array) => array?.fill(0)),
  };
  const all = compared ? rows : [itself, ...rows];
  const common = directed && hasOneDirection(samples) ? directionOf(rows[0], item) : undefined;
  for (let at = 0; at < all.length; at += size) {
    const own = all.slice(at, at + size);
    const filling = Array.from({ length: filled ? size - own.length : 0 }, () => itself);
    const taken = [...own, ...filling];
    const offset = emptyBatch(taken.length, dims, scratch);
    const direction = directed && !common ? emptyBatch(taken.length, item, scratch) : undefined;
    taken.forEach(({ write }, i) => write(itemOf(offset, i).data, direction && itemOf(direction, i).data));
    const scales = Float32Array.from(taken, ({ scale }) => scale);
    const scale = floatTensor(scales, [taken.length, 1, 1, 1]);
    yield { scale, offset, direction: common ?? direction, weights: own.map(({ weight }) => weight) };
  }
}

/** Of rows that draw nothing. */
function directionOf({ write }: SampleRow, dims: readonly number[]): FloatTensor {
  const [offset, direction] = [emptyBatch(1, dims, new Scratch()), emptyBatch(1, dims, new Scratch())];
  write(offset.data, direction.data);
  return direction;
}

function emptyBatch(length: number, item: readonly number[], scratch: Scratch): FloatTensor {
  const dims = [length, ...item];
  return floatTensor(scratch.take('float32', dims), dims);
}
