import { floatTensor, type FloatTensor } from '@camscope/core';
import { NAMES, sampleBatches, type SampleBatch, type Samples } from '@camscope/onnx';
import { topClass } from '../classes.ts';
import { inFlight } from '../in-flight.ts';
import type { Explained } from '../prepared-explainer.ts';
import type { ExpressionSession } from './expression-session.ts';

export interface AverageRequest {
  /** Open on a graph that was compiled for samples. */
  readonly session: ExpressionSession;
  readonly samples: Samples;
  /** float32 [1,…] as the graph has it. */
  readonly original: FloatTensor;
  /** −1 for the class with the highest logit. */
  readonly targets: readonly number[];
  /** Samples in one run. */
  readonly size: number;
  /** Samples in every run: the last is filled up. */
  readonly filled: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Streams samples of one image through the device, a batch at a time, each for all classes; their weighted maps add up.
 * Without classes, the image alone goes through, for its logits.
 * @throws CamscopeError RUNTIME_FAILED, INTERRUPTED.
 */
export async function averageSamples(request: AverageRequest): Promise<Explained> {
  const { session, samples, original, targets, size, filled, signal } = request;
  const alone = targets.length === 0;
  const sums = targets.map(() => new WeightedSum());
  let passes = 0;
  const { scratch } = session;
  const batches = sampleBatches(samples, original, { size: alone ? 1 : size, filled, scratch });
  const run = async ({ scale, offset, weights }: SampleBatch, classes: readonly number[]) => {
    const feeds = { [NAMES.original]: original, [NAMES.scale]: scale, [NAMES.offset]: offset };
    const [images] = scale.dims;
    const rows = Array.from({ length: images }, (_, image) => classes.map((target) => ({ image, target })));
    const outputs = await session.run(
      { feeds, images, rows: rows.flat(), constant: [NAMES.original] },
      signal,
    );
    return { outputs, weights };
  };
  const add = ({ outputs, weights }: Awaited<ReturnType<typeof run>>) => {
    passes += weights.length;
    weights.forEach((weight, s) =>
      sums.forEach((sum, k) => sum.add(weight, outputs.mapOf(s * sums.length + k))),
    );
  };
  // The first sample of all is the image itself, which tells the class of all others.
  const first = await run(batches.next().value!, alone ? [-1] : targets);
  add(first);
  const logits = first.outputs.logitsOf(0);
  if (alone) return { logits, maps: [], passes };
  const classes = targets.map((target) => (target < 0 ? topClass(logits) : target));
  for await (const ran of inFlight(batches, (batch) => run(batch, classes))) add(ran);
  return { logits, maps: classes.map((target, k) => ({ target, raw: sums[k].tensor })), passes };
}

/** In float64. */
class WeightedSum {
  #dims: readonly number[] = [];
  #total = new Float64Array(0);

  add(weight: number, { data, dims }: FloatTensor): void {
    if (weight === 0) return;
    if (this.#total.length === 0) this.#total = new Float64Array(data.length);
    this.#dims = dims;
    for (let i = 0; i < data.length; i++) this.#total[i] += weight * data[i];
  }

  get tensor(): FloatTensor {
    return floatTensor(Float32Array.from(this.#total), this.#dims);
  }
}
