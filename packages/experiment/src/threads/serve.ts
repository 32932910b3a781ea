import { parentPort } from 'node:worker_threads';
import { measure, reasonOf, type FilterFiles, type Measuring } from '@camscope/pipeline';
import type { MeasureReply, MeasureRequest } from './worker-measurer.ts';

/** What a thread measures with. */
export interface MeasuringThread {
  readonly measuring: Measuring;
  readonly where: FilterFiles;
}

/** In a worker started by `measureInWorkers`: answers its requests, once what it measures with is there. */
export function serveMeasuring(ready: Promise<MeasuringThread>): void {
  const port = parentPort!;
  // Asked before that, a failure to get it is the answer.
  ready.catch(() => undefined);
  port.on('message', (request: MeasureRequest) => {
    void answer(request).then((reply) => port.postMessage(reply));
  });

  async function answer({ task }: MeasureRequest): Promise<MeasureReply> {
    try {
      const { measuring, where } = await ready;
      return { measured: await measure(task, measuring, where) };
    } catch (failure) {
      return { failure: reasonOf(failure) };
    }
  }
}
