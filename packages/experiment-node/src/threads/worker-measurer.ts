import { Worker } from 'node:worker_threads';
import { CamscopeError, messageOf, type ErrorCode } from '@camscope/core';
import type { Candidate, FindingTask, Measured, Measurer } from '@camscope/pipeline';

/** A module that calls `serveMeasuring` with the study, and what it needs to find it. */
export interface WorkerStart {
  readonly script: URL;
  /** Plain data. */
  readonly data: unknown;
}

/** What a worker is asked and answers. */
export type MeasureRequest = { readonly task: FindingTask };
export type MeasureReply =
  | { readonly measured: Measured }
  | { readonly failure: { readonly code: ErrorCode; readonly message: string } }
  /** Who ends the thread. */
  | { readonly ended: string };

/** Measures in `count` worker threads, each of which holds one task at a time. */
export function measureInWorkers(start: WorkerStart, count: number): Measurer {
  const lanes = Array.from({ length: count }, () => new Lane(start));
  const idle = [...lanes];
  const waiting: ((lane: Lane) => void)[] = [];
  return {
    async measure(task) {
      const lane = idle.pop() ?? (await new Promise<Lane>((resolve) => waiting.push(resolve)));
      try {
        return await lane.measure(task);
      } finally {
        const next = waiting.shift();
        if (next) next(lane);
        else idle.push(lane);
      }
    },
    async stop() {
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
  };
}

/** One worker. Requests are answered one at a time, in order. */
class Lane {
  readonly #worker: Worker;
  #answer: { resolve(measured: Measured): void; reject(error: unknown): void } | undefined;
  #dead: CamscopeError | undefined;

  constructor({ script, data }: WorkerStart) {
    this.#worker = new Worker(script, { workerData: data });
    this.#worker.on('message', (reply: MeasureReply) => {
      if ('ended' in reply) return this.#die(new CamscopeError('PLUGIN_FAILED', reply.ended));
      const answer = this.#answer;
      this.#answer = undefined;
      if ('failure' in reply) answer?.reject(new CamscopeError(reply.failure.code, reply.failure.message));
      else answer?.resolve(reply.measured);
    });
    this.#worker.on('error', (error) => this.#die(died(messageOf(error), error)));
    this.#worker.on('exit', (code) => this.#die(died(`it stopped with code ${code}`)));
  }

  measure(task: FindingTask): Promise<Measured> {
    return new Promise((resolve, reject) => {
      if (this.#dead) return reject(this.#dead);
      this.#answer = { resolve, reject };
      this.#worker.postMessage({ task: alone(task) } satisfies MeasureRequest);
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #die(error: CamscopeError): void {
    this.#dead ??= error;
    this.#answer?.reject(this.#dead);
    this.#answer = undefined;
  }
}

/** A task whose maps have their buffers to themselves: what else is in a buffer would be sent with it. */
function alone(task: FindingTask): FindingTask {
  const candidates = task.candidates.map((candidate): Candidate => {
    const { claim } = candidate;
    if (claim.is !== 'map') return candidate;
    return { ...candidate, claim: { ...claim, raw: { ...claim.raw, data: claim.raw.data.slice() } } };
  });
  return { ...task, candidates };
}

function died(found: string, cause?: unknown): CamscopeError {
  return new CamscopeError('WORKER_DIED', 'A measuring worker ended before its work', {
    found,
    fix: "Run it again; where memory is short, with fewer 'runtime.workers'",
    cause,
  });
}
