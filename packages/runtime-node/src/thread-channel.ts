import { Worker } from 'node:worker_threads';
import type { Channel } from './channel.ts';
import { guard, unguard } from './exit-guard.ts';
import type { Reply, WorkerStart } from './protocol.ts';

/** Of all sessions of this process. */
const turn = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** A session in a worker thread. ONNX Runtime cannot be stopped in it: a run that has begun is finished. */
export function threadChannel(script: URL): Channel {
  const activity = guard();
  const workerData: WorkerStart = { activity, turn };
  // Loaders given to this process are not for the worker, which is plain JavaScript.
  const worker = new Worker(script, { name: 'camscope session', workerData, execArgv: [] });
  worker.unref();
  return {
    shares: true,
    post: (request, transfer) => worker.postMessage(request, transfer),
    ref: () => worker.ref(),
    unref: () => worker.unref(),
    kill: () => undefined,
    listen({ reply, error, end }) {
      worker.on('message', (message: Reply) => reply(message));
      worker.on('error', error);
      worker.on('exit', (code) => {
        unguard(activity);
        end(new Error(`The worker exited with code ${code}`));
      });
    },
  };
}
