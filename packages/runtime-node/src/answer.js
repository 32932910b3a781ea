// @ts-check
// Plain JavaScript, so that a thread or a process can start on the sources without a loader; it imports nothing of
// camscope, whose sources it could not load.
import { Failed } from './failed.js';
import { loadRuntime, openModel } from './open-model.js';

/** @import { InferenceSession } from 'onnxruntime-node' */
/** @import { Tensor } from '@camscope/core' */
/** @import { Replies, Request, RequestKind, Requests } from './protocol.ts' */

/** @typedef {{ value: Replies[RequestKind], transfer?: ArrayBuffer[] }} Answer */

/** @type {InferenceSession | undefined} */
let session;

/**
 * Feeds that stay for the runs that follow, by name.
 * @type {Map<string, Tensor>}
 */
const kept = new Map();

/** The library is loaded before it is asked for; a request is told when it cannot be. */
export async function warmUp() {
  await loadRuntime().catch(() => undefined);
}

/**
 * Takes what a request leaves for later ones, whether it is answered or withdrawn.
 * @param {Request} request
 */
export function receive({ kind, body }) {
  if (kind === 'run') for (const name of body.keep) kept.set(name, body.feeds[name]);
}

/**
 * The memory that goes back with the reply.
 * @param {Request} request
 * @returns {readonly ArrayBuffer[]}
 */
export function lentBy({ kind, body }) {
  return kind === 'run' ? body.lent : [];
}

/**
 * What a request gives, from the one session of this thread or process.
 * @param {Request} request
 * @returns {Promise<Answer>}
 */
export async function answer(request) {
  switch (request.kind) {
    case 'providers':
      return { value: (await loadRuntime()).listSupportedBackends().map((backend) => backend.name) };
    case 'open': {
      const { model, opened } = await openModel(request.body);
      session = model;
      return { value: opened };
    }
    case 'run':
      return run(request.body);
    case 'reset':
    case 'release':
      await session?.release();
      session = undefined;
      kept.clear();
      return { value: undefined };
  }
}

/**
 * @param {Requests['run']} request
 * @returns {Promise<Answer>}
 */
async function run({ feeds, fetch, again }) {
  const ort = await loadRuntime();
  /** @type {Record<string, Tensor>} */
  const fed = { ...feeds };
  for (const name of again) fed[name] = /** @type {Tensor} */ (kept.get(name));
  const inputs = Object.entries(fed).map(([name, { type, data, dims }]) => [
    name,
    new ort.Tensor(type, data, dims),
  ]);
  const outputs = await /** @type {InferenceSession} */ (session)
    .run(Object.fromEntries(inputs), fetch)
    .catch((cause) => {
      throw new Failed({
        code: 'RUNTIME_FAILED',
        summary: 'The model could not be run',
        found: cause.message,
        cause,
      });
    });
  /** @type {Record<string, Tensor>} */
  const value = {};
  /** @type {Set<ArrayBuffer>} */
  const transfer = new Set();
  for (const [name, output] of Object.entries(outputs)) {
    const { type, dims, data } = /** @type {Tensor} */ (output);
    value[name] = { type, dims, data };
    transfer.add(/** @type {ArrayBuffer} */ (data.buffer));
  }
  return { value, transfer: [...transfer] };
}
