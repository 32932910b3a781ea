import { floatTensor, itemOf, type FloatTensor, type Session } from '@camscope/core';
import { NAMES, type SampleBatch } from '@camscope/onnx';

export interface AverageRequest {
  /** Open on a graph that was compiled for samples. */
  readonly session: Session;
  /** float32 [1,…] as the graph has it. */
  readonly original: FloatTensor;
  /** The first sample of the first batch is the image itself. */
  readonly batches: Iterable<SampleBatch>;
  /** float32 [rows,classes], where the explanation asks for a score. */
  readonly seedOf?: (rows: number) => FloatTensor;
  /** Stops after the first batch, which tells the logits. */
  readonly logitsOnly: boolean;
  readonly signal?: AbortSignal;
}

/** What came of one image and one class. */
export interface Averaged {
  /** Of the image itself, float32 [classes]. */
  readonly logits: Float32Array;
  /** float32 [1,h,w] or [C,H,W]. */
  readonly map: FloatTensor;
  /** Images that went through the network. */
  readonly passes: number;
}

/**
 * Streams samples through the device, a batch at a time; their weighted maps add up.
 * @throws CamscopeError RUNTIME_FAILED, INTERRUPTED.
 */
export async function averageSamples(request: AverageRequest): Promise<Averaged> {
  const { session, original, batches, seedOf, logitsOnly, signal } = request;
  let sum: Averaged | undefined;
  for (const { scale, offset, weight } of batches) {
    const feeds: Record<string, FloatTensor> = {
      [NAMES.original]: original,
      [NAMES.scale]: scale,
      [NAMES.offset]: offset,
      [NAMES.weight]: weight,
    };
    if (seedOf) feeds[NAMES.seed] = seedOf(scale.dims[0]);
    const outputs = await session.run(feeds, { signal });
    const map = itemOf(outputs[NAMES.map] as FloatTensor, 0);
    const passes = scale.dims[0];
    sum = sum
      ? { ...sum, map: added(sum.map, map), passes: sum.passes + passes }
      : { logits: itemOf(outputs[NAMES.logits] as FloatTensor, 0).data, map, passes };
    if (logitsOnly) break;
  }
  return sum!;
}

function added(a: FloatTensor, b: FloatTensor): FloatTensor {
  return floatTensor(
    a.data.map((value, i) => value + b.data[i]),
    a.dims,
  );
}
