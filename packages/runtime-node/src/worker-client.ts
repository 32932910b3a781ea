import { CamscopeError } from '@camscope/core';
import { Worker, type Transferable } from 'node:worker_threads';
import { guard, unguard } from './exit-guard.ts';
import type { Replies, Reply, Request, RequestKind, Requests, WorkerStart } from './protocol.ts';

interface Pending {
  resolve(value: never): void;
  reject(error: CamscopeError): void;
}

export interface SendOptions {
  /** Moved to the worker rather than cloned. */
  readonly transfer?: readonly Transferable[];
  /** Withdraws the request while it waits its turn. */
  readonly signal?: AbortSignal;
}

/**
 * The main thread's end of one worker: requests out, replies in. The process is kept alive while a reply is awaited,
 * and only then.
 */
export class WorkerClient {
  /** Settles when the thread is gone. */
  readonly exited: Promise<void>;
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 0;
  #death: CamscopeError | undefined;
  #released: Promise<void> | undefined;

  constructor(script: URL) {
    const activity = guard();
    const workerData: WorkerStart = { activity };
    // Loaders given to this process are not for the worker, which is plain JavaScript.
    const worker = new Worker(script, { name: 'camscope session', workerData, execArgv: [] });
    worker.unref();
    worker.on('message', (reply: Reply) => this.#settle(reply));
    worker.on('error', (error) => this.#die(error));
    this.exited = new Promise((resolve) => {
      worker.on('exit', (code) => {
        unguard(activity);
        this.#die(new Error(`The worker exited with code ${code}`));
        resolve();
      });
    });
    this.#worker = worker;
  }

  /** @throws CamscopeError what the worker answers; RUNTIME_FAILED when it dies; INTERRUPTED when withdrawn. */
  async send<Kind extends RequestKind>(
    kind: Kind,
    body: Requests[Kind],
    options?: SendOptions,
  ): Promise<Replies[Kind]> {
    if (this.#released) throw new CamscopeError('RUNTIME_FAILED', 'The session has been released', REOPEN);
    return this.#post(kind, body, options);
  }

  /**
   * Lets the worker finish what it was sent and free its session.
   * @returns whether it can serve another.
   */
  async reset(): Promise<boolean> {
    if (this.#death || this.#released) return false;
    await this.#post('reset', {});
    return true;
  }

  /** Lets the worker finish what it was sent, free its session and exit. Idempotent. */
  release(): Promise<void> {
    this.#released ??= this.#end();
    return this.#released;
  }

  async #end(): Promise<void> {
    if (!this.#death) await this.#post('release', {});
    this.#worker.ref();
    await this.exited;
  }

  async #post<Kind extends RequestKind>(
    kind: Kind,
    body: Requests[Kind],
    { transfer = [], signal }: SendOptions = {},
  ): Promise<Replies[Kind]> {
    if (signal?.aborted) throw interrupted(signal);
    if (this.#death) throw this.#death;
    const id = this.#nextId++;
    const claim = signal && new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    this.#worker.postMessage({ id, kind, body, claim } as Request, transfer);
    this.#worker.ref();
    const reply = new Promise<Replies[Kind]>((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    if (!claim) return reply;

    const withdraw = () => {
      if (Atomics.compareExchange(claim, 0, 0, 1) === 0) this.#take(id)?.reject(interrupted(signal));
    };
    signal.addEventListener('abort', withdraw);
    return reply.finally(() => signal.removeEventListener('abort', withdraw));
  }

  #settle(reply: Reply): void {
    const pending = this.#take(reply.id);
    if ('value' in reply) return pending?.resolve(reply.value as never);
    const { code, summary, ...details } = reply.failure;
    pending?.reject(new CamscopeError(code, summary, details));
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#worker.unref();
    return pending;
  }

  /** The first cause is the one that is told. */
  #die(cause: Error): void {
    this.#death ??= new CamscopeError('RUNTIME_FAILED', 'The worker of this session has ended', {
      found: cause.message,
      ...REOPEN,
      cause,
    });
    for (const id of [...this.#pending.keys()]) this.#take(id)?.reject(this.#death);
  }
}

const REOPEN = { fix: 'Open the model again' };

function interrupted(signal: AbortSignal): CamscopeError {
  return new CamscopeError('INTERRUPTED', 'The run was cancelled before it began', { cause: signal.reason });
}
