import { parentPort } from 'node:worker_threads';
import type { Study } from '../config/study.ts';
import { reasonOf } from './attempt.ts';
import { measure } from './measure.ts';
import type { MeasureReply, MeasureRequest } from './worker-measurer.ts';

/** In a worker started by `measureInWorkers`: answers its requests, once the study is there. */
export function serveMeasuring(study: Promise<Study>): void {
  const port = parentPort!;
  // Asked before the study is there, a failure to get it is the answer.
  study.catch(() => undefined);
  port.on('message', (request: MeasureRequest) => {
    void answer(request).then((reply) => port.postMessage(reply));
  });

  async function answer({ task }: MeasureRequest): Promise<MeasureReply> {
    try {
      return { measured: await measure(task, await study) };
    } catch (failure) {
      return { failure: reasonOf(failure) };
    }
  }
}
