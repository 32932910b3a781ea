// @ts-check
// The entry of a thread that serves a session: see thread-channel.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { answer, lentBy, receive, warmUp } from './answer.js';
import { describe } from './failed.js';
import { inTurn } from './in-turn.js';

/** @import { MessagePort } from 'node:worker_threads' */
/** @import { Reply, Request, WorkerStart } from './protocol.ts' */

const port = /** @type {MessagePort} */ (parentPort);
const { activity, turn } = /** @type {WorkerStart} */ (workerData);

let served = whileBusy(warmUp);
port.on('message', (/** @type {Request} */ request) => {
  served = served.then(() => serve(request));
});

/** @param {Request} request */
async function serve(request) {
  receive(request);
  if (request.claim && Atomics.compareExchange(request.claim, 0, 0, 1) !== 0) return;
  const { id } = request;
  const lent = lentBy(request);
  await whileBusy(async () => {
    try {
      const { value, transfer = [] } = await inTurn(request, turn, () => answer(request));
      reply({ id, value, lent }, [...transfer, ...lent]);
    } catch (error) {
      reply({ id, failure: describe(error), lent }, lent);
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

/**
 * @param {Reply} message
 * @param {readonly ArrayBuffer[]} transfer
 */
function reply(message, transfer) {
  port.postMessage(message, transfer);
}
