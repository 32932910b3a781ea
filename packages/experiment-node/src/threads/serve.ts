import { parentPort } from 'node:worker_threads';
import { isCamscopeError, messageOf } from '@camscope/core';
import { measure, type FilterFiles, type Measuring } from '@camscope/pipeline';
import type { MeasureReply, MeasureRequest } from './worker-measurer.ts';

/** What a thread measures with. */
export interface MeasuringThread {
  readonly measuring: Measuring;
  readonly where: FilterFiles;
}

/**
 * In a worker started by `measureInWorkers`: answers its requests, once what it measures with is there.
 * @param endedBy says who ends the thread, where that is a plugin.
 */
export function serveMeasuring(ready: Promise<MeasuringThread>, endedBy: () => string | undefined): void {
  const port = parentPort!;
  process.once('exit', () => {
    const ended = endedBy();
    if (ended !== undefined) port.postMessage({ ended } satisfies MeasureReply);
  });
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
      const code = isCamscopeError(failure) ? failure.code : 'INTERNAL';
      return { failure: { code, message: messageOf(failure) } };
    }
  }
}
