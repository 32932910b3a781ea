// Answers the first request, throws at the second.
import { parentPort } from 'node:worker_threads';

let served = 0;
parentPort.on('message', ({ id }) => {
  if (served++ > 0) throw new TypeError('out of luck');
  parentPort.postMessage({ id, value: ['cpu'] });
});
