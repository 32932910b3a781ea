import { itemOf, Scratch, type Runtime, type Session, type SessionOptions } from '@camscope/core';
import { arrangementOf, draftOf, NAMES } from '@camscope/onnx';
import { dialectFor } from './device-for.ts';
import { logitsOutput } from './float-output.ts';
import { tensorOf, type ExplainImage } from './image-tensor.ts';
import { inFlight } from './in-flight.ts';
import type { Network } from './network.ts';

export interface ClassifierRequest {
  readonly network: Network;
  readonly runtime: Runtime;
  readonly session: SessionOptions;
  /** Images in one run; 8 by default. */
  readonly batch?: number;
}

/**
 * Opens a network for its scores alone.
 * @throws CamscopeError PROVIDER_UNAVAILABLE, RUNTIME_FAILED.
 */
export async function openClassifier(request: ClassifierRequest): Promise<Classifier> {
  const { network, runtime, session, batch = 8 } = request;
  const { draft, emit } = draftOf(network.graph, dialectFor(session));
  emit.named(emit.reshape(network.head.logits, [-1, network.head.classes]), NAMES.logits);
  draft.setOutputs([{ name: NAMES.logits }]);
  const opened = await runtime.open(draft.toSource(network.file), session);
  const isOnDevice = opened.provider !== runtime.baseline;
  return new Classifier(network, opened, { batch: network.fixedBatch ? 1 : batch, filled: isOnDevice });
}

/** Images in one run and, on a device, which prepares itself for every number anew, in every run. */
interface RunSize {
  readonly batch: number;
  readonly filled: boolean;
}

/** A network that is asked for logits. */
export class Classifier {
  readonly network: Network;
  readonly #session: Session;
  readonly #runs: RunSize;
  readonly #scratch = new Scratch();

  constructor(network: Network, session: Session, runs: RunSize) {
    this.network = network;
    this.#session = session;
    this.#runs = runs;
  }

  /**
   * The logits of each image, float32 [classes], in order. No more than two batches of images are held at once.
   * @param images the network's input, float32 [C,H,W] each, or rasters that `fit` has made.
   * @throws CamscopeError RUNTIME_FAILED, NOT_FINITE, INTERRUPTED.
   */
  async logits(images: Iterable<ExplainImage>, signal?: AbortSignal): Promise<Float32Array[]> {
    const { tensor, view } = this.network.head.image;
    const { batchOf } = arrangementOf(view);
    const scratch = this.#scratch;
    const { batch, filled } = this.#runs;
    const all: Float32Array[] = [];
    const run = async (some: readonly ExplainImage[]) => {
      const own = some.map((image) => tensorOf(image, this.network));
      const filling = Array.from({ length: filled ? batch - own.length : 0 }, () => own[own.length - 1]);
      const feeds = { [tensor]: batchOf([...own, ...filling], scratch) };
      const logits = logitsOutput(await this.#session.run(feeds, { signal, scratch }));
      return own.map((_, n) => itemOf(logits, n).data);
    };
    for await (const logits of inFlight(batches(images, batch), run)) all.push(...logits);
    return all;
  }

  /** Frees the session. Idempotent. */
  release(): Promise<void> {
    return this.#session.release();
  }
}

function* batches<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let some: T[] = [];
  for (const item of items) {
    some.push(item);
    if (some.length < size) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
