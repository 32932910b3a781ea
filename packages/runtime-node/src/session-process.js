// @ts-check
// The entry of a process that serves a session: see process-channel.ts.
import { Worker } from 'node:worker_threads';
import { answer, receive, warmUp } from './answer.js';
import { describe } from './failed.js';

/** @import { Reply, Request } from './protocol.ts' */

/** Whoever started this process ends it in time; if that is gone, a thread does, since the main one may be inside a run. */
const WATCHDOG =
  "setTimeout(() => process.kill(process.pid, 'SIGKILL'), require('node:worker_threads').workerData)";
const [, , milliseconds] = process.argv;
if (milliseconds !== undefined)
  new Worker(WATCHDOG, { eval: true, execArgv: [], workerData: Number(milliseconds) }).unref();

let served = warmUp();
process.on('message', (/** @type {Request} */ request) => {
  served = served.then(() => serve(request));
});
process.on('disconnect', () => process.exit());

/** @param {Request} request */
async function serve(request) {
  receive(request);
  try {
    const { value } = await answer(request);
    reply({ id: request.id, value });
  } catch (error) {
    reply({ id: request.id, failure: describe(error) });
  }
  if (request.kind === 'release') process.disconnect();
}

/** @param {Reply} message */
function reply(message) {
  /** @type {Required<NodeJS.Process>} */ (process).send(message);
}
