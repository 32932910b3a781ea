// @ts-check
// Plain JavaScript, so that a thread can start on the sources without a loader; it imports nothing of camscope, whose
// sources it could not load.
import { parentPort, workerData } from 'node:worker_threads';
import { Failed, describe } from './failed.js';
import { loadRuntime, openModel } from './open-model.js';

/** @import { InferenceSession } from 'onnxruntime-node' */
/** @import { MessagePort } from 'node:worker_threads' */
/** @import { Tensor } from '@camscope/core' */
/** @import { Replies, Reply, Request, RequestKind, Requests, WorkerStart } from './protocol.ts' */

/** @typedef {{ value: Replies[RequestKind], transfer?: ArrayBuffer[] }} Answer */

const port = /** @type {MessagePort} */ (parentPort);
const { activity } = /** @type {WorkerStart} */ (workerData);

/** @type {InferenceSession | undefined} */
let session;

let served = whileBusy(warmUp);
port.on('message', (/** @type {Request} */ request) => {
  served = served.then(() => serve(request));
});

/** @param {Request} request */
async function serve(request) {
  if (request.claim && Atomics.compareExchange(request.claim, 0, 0, 1) !== 0) return;
  await whileBusy(async () => {
    try {
      const { value, transfer } = await answer(request);
      reply({ id: request.id, value }, transfer);
    } catch (error) {
      reply({ id: request.id, failure: describe(error) });
    }
  });
  if (request.kind === 'release') port.close();
}

/**
 * Does `work`, unless the process is exiting: see exit-guard.ts.
 * @param {() => Promise<void>} work
 */
async function whileBusy(work) {
  if (Atomics.compareExchange(activity, 0, 0, 1) !== 0) return;
  try {
    await work();
  } finally {
    Atomics.compareExchange(activity, 0, 1, 0);
    Atomics.notify(activity, 0);
  }
}

/** The library is loaded before it is asked for; a request is told when it cannot be. */
async function warmUp() {
  await loadRuntime().catch(() => undefined);
}

/**
 * @param {Request} request
 * @returns {Promise<Answer>}
 */
async function answer(request) {
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
      return { value: undefined };
  }
}

/**
 * @param {Requests['run']} request
 * @returns {Promise<Answer>}
 */
async function run({ feeds, fetch }) {
  const ort = await loadRuntime();
  const inputs = Object.entries(feeds).map(([name, { type, data, dims }]) => [
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

/**
 * @param {Reply} message
 * @param {ArrayBuffer[]} [transfer]
 */
function reply(message, transfer) {
  port.postMessage(message, transfer);
}
