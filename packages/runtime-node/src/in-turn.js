// @ts-check
/** @import { Request } from './protocol.ts' */

/** Execution providers whose one device of a process serves one thread at a time: with two inside, ONNX Runtime 1.30 crashes. */
const ONE_AT_A_TIME = new Set(['webgpu']);

/** Whether the session of this thread takes turns. */
let taking = false;

/**
 * Does `work` for a request, in turn with other threads where its session's provider asks for it.
 * @template T
 * @param {Request} request
 * @param {Int32Array} turn one word that all threads share: 0 free, 1 taken
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inTurn(request, turn, work) {
  if (request.kind === 'open')
    taking = request.body.providers.some((provider) => ONE_AT_A_TIME.has(provider));
  if (!taking) return work();
  while (Atomics.compareExchange(turn, 0, 0, 1) !== 0) Atomics.wait(turn, 0, 1);
  try {
    return await work();
  } finally {
    Atomics.store(turn, 0, 0);
    Atomics.notify(turn, 0, 1);
  }
}
