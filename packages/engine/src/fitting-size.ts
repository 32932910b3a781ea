import type { Session } from '@camscope/core';
import { isOnDevice, type CheckedRequest } from './prepare-request.ts';
import { sha256 } from './sha256.ts';

/** The first size that is tried; then twice as many, and so on. */
const FIRST = 8;
/** A size that makes one of a run faster by less than this is not worth its memory. */
const WORTH = 0.95;
/** Runs of a size: the first chooses kernels, the fastest of the others counts. */
const RUNS = 3;

export interface SizeRequest {
  readonly request: CheckedRequest;
  readonly session: Session;
  /** The graph of the session. */
  proto(): Uint8Array;
  /** Where it is not to be measured. */
  readonly given?: number;
  /** The most that are tried. */
  readonly most: number;
  /** Runs so many once. */
  run(size: number): Promise<unknown>;
}

/**
 * How many go into every run of a session on a device, which prepares itself for every size anew: as many as were asked for or,
 * where nobody has said so and somebody remembers it, as are fastest. Undefined elsewhere, and where nothing could be run.
 */
export async function sizeOfRuns({
  request,
  session,
  proto,
  given,
  most,
  run,
}: SizeRequest): Promise<number | undefined> {
  const { sizes, network, runtime } = request;
  if (!isOnDevice(request) || session.provider === runtime.baseline || network.fixedBatch) return undefined;
  if (given !== undefined || !sizes) return given;
  const told = [await sha256(proto()), session.provider, await runtime.version(), most];
  const key = await sha256(new TextEncoder().encode(JSON.stringify(told)));
  const known = await sizes.get(key);
  if (known !== undefined) return known;
  const size = await fittingSize(most, (size) => fastest(() => run(size)));
  if (size !== undefined) await sizes.put(key, size);
  return size;
}

/**
 * The smallest size beyond which twice as many make one no faster by a twentieth.
 * @param timeOf a run of so many, in any unit; rejects where they do not fit.
 */
export async function fittingSize(
  most: number,
  timeOf: (size: number) => Promise<number>,
): Promise<number | undefined> {
  const each = (size: number) =>
    timeOf(size)
      .then((time) => time / size)
      .catch(() => Infinity);
  const first = Math.max(1, Math.min(FIRST, most));
  let best = { size: first, time: await each(first) };
  while (best.time === Infinity && best.size > 1) {
    const size = Math.floor(best.size / 2);
    best = { size, time: await each(size) };
  }
  if (best.time === Infinity) return undefined;
  if (best.size < first) return best.size;
  for (let size = 2 * first; size <= most; size *= 2) {
    const time = await each(size);
    if (time > WORTH * best.time) break;
    best = { size, time };
  }
  return best.size;
}

async function fastest(run: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let n = 0; n < RUNS; n++) {
    const start = performance.now();
    await run();
    if (n > 0) least = Math.min(least, performance.now() - start);
  }
  return least;
}
