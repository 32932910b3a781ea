import { Worker } from 'node:worker_threads';
import { CamscopeError, messageOf } from '@camscope/core';
import type { Measurer } from './measurer.ts';
import { Tally, type TallyPart } from './tally.ts';
import type { FindingTask, Measured } from './task.ts';

/** A module that calls `serveMeasuring` with the study, and what it needs to find it. */
export interface WorkerStart {
  readonly script: URL;
  /** Plain data. */
  readonly data: unknown;
}

/** What a worker is asked and answers. */
export type MeasureRequest = { readonly task: FindingTask } | { readonly finish: true };
export type MeasureReply =
  { readonly measured: Measured } | { readonly tally: TallyPart } | { readonly failure: string };

/** Measures in `count` worker threads, each of which holds one task at a time. */
export function measureInWorkers(start: WorkerStart, count: number): Measurer {
  const lanes = Array.from({ length: count }, () => new Lane(start));
  const idle = [...lanes];
  const waiting: ((lane: Lane) => void)[] = [];
  let finished: Promise<Tally> | undefined;
  return {
    width: 2 * count,
    async measure(task) {
      const lane = idle.pop() ?? (await new Promise<Lane>((resolve) => waiting.push(resolve)));
      try {
        const reply = await lane.ask({ task });
        if ('measured' in reply) return reply.measured;
        throw broken(`it answered ${Object.keys(reply).join(', ')}`);
      } finally {
        const next = waiting.shift();
        if (next) next(lane);
        else idle.push(lane);
      }
    },
    finish() {
      return (finished ??= collect(lanes));
    },
  };
}

async function collect(lanes: readonly Lane[]): Promise<Tally> {
  const tally = new Tally();
  for (const lane of lanes) {
    const part = await lane.finish();
    if (part) tally.merge(part);
  }
  return tally;
}

/** One worker. Requests are answered one at a time, in order. */
class Lane {
  readonly #worker: Worker;
  #answer: { resolve(reply: MeasureReply): void; reject(error: unknown): void } | undefined;
  #dead: CamscopeError | undefined;

  constructor({ script, data }: WorkerStart) {
    this.#worker = new Worker(script, { workerData: data });
    this.#worker.on('message', (reply: MeasureReply) => {
      const answer = this.#answer;
      this.#answer = undefined;
      if ('failure' in reply) answer?.reject(broken(reply.failure));
      else answer?.resolve(reply);
    });
    this.#worker.on('error', (error) => this.#die(broken(messageOf(error), error)));
    this.#worker.on('exit', (code) => this.#die(broken(`it stopped with code ${code}`)));
  }

  ask(request: MeasureRequest): Promise<MeasureReply> {
    return new Promise((resolve, reject) => {
      if (this.#dead) return reject(this.#dead);
      this.#answer = { resolve, reject };
      this.#worker.postMessage(request);
    });
  }

  /** The tally of this worker, unless it has died; ends the thread. */
  async finish(): Promise<TallyPart | undefined> {
    const reply = await this.ask({ finish: true }).catch(() => undefined);
    await this.#worker.terminate();
    return reply && 'tally' in reply ? reply.tally : undefined;
  }

  #die(error: CamscopeError): void {
    this.#dead ??= error;
    this.#answer?.reject(this.#dead);
    this.#answer = undefined;
  }
}

function broken(found: string, cause?: unknown): CamscopeError {
  return new CamscopeError('INTERNAL', 'A measuring worker failed', { found, cause });
}
