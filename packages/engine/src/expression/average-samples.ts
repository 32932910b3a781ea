import { hasOneDirection, NAMES, type Sampled } from '@camscope/onnx';
import { topClass } from '../classes.ts';
import { inFlight } from '../in-flight.ts';
import type { Explained } from '../prepared-explainer.ts';
import { sampleBatches, type SampleBatch } from '../samples/sample-batches.ts';
import type { SampledImage } from '../samples/sample-rows.ts';
import { WeightedSum } from '../samples/weighted-sum.ts';
import type { ExpressionSession } from './expression-session.ts';

export interface AverageRequest {
  /** Open on a graph that was compiled for samples. */
  readonly session: ExpressionSession;
  readonly sampled: Sampled;
  /** As the graph has it. */
  readonly of: SampledImage;
  /** −1 for the class with the highest logit. */
  readonly targets: readonly number[];
  /** Samples in one run. */
  readonly size: number;
  /** Samples in every run: the last is filled up. */
  readonly filled: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Streams samples of one image through the device, a batch at a time, each for all classes; their weighted maps are joined.
 * Without classes, the image alone goes through, for its logits.
 * @throws CamscopeError RUNTIME_FAILED, INTERRUPTED.
 */
export async function averageSamples(request: AverageRequest): Promise<Explained> {
  const { session, sampled, of, targets, size, filled, signal } = request;
  const alone = targets.length === 0;
  const sums = targets.map(() => new WeightedSum(sampled.statistic));
  let passes = 0;
  const { scratch } = session;
  const constant = [
    NAMES.original,
    ...(hasOneDirection(sampled.samples) && sampled.directed ? [NAMES.direction] : []),
  ];
  const batches = sampleBatches(sampled, of, { size: alone ? 1 : size, filled, scratch });
  const run = async ({ scale, offset, direction, weights }: SampleBatch, classes: readonly number[]) => {
    const own = { [NAMES.original]: of.image, [NAMES.scale]: scale, [NAMES.offset]: offset };
    const feeds = direction ? { ...own, [NAMES.direction]: direction } : own;
    const [images] = scale.dims;
    const rows = Array.from({ length: images }, (_, image) => classes.map((target) => ({ image, target })));
    const outputs = await session.run({ feeds, images, rows: rows.flat(), constant }, signal);
    return { outputs, weights };
  };
  const add = ({ outputs, weights }: Awaited<ReturnType<typeof run>>) => {
    passes += weights.length + (sampled.compared ? 1 : 0);
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
