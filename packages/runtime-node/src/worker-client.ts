import type { Transferable } from 'node:worker_threads';
import { CamscopeError, isCamscopeError } from '@camscope/core';
import type { Channel } from './channel.ts';
import type { Replies, Reply, Request, RequestKind, Requests } from './protocol.ts';

const REOPEN = { fix: 'Open the model again' };

interface Pending {
  resolve(value: never): void;
  reject(error: CamscopeError): void;
  takeBack?(lent: readonly ArrayBuffer[]): void;
}

export interface SendOptions {
  /** Moved to the worker rather than cloned. */
  readonly transfer?: readonly Transferable[];
  /** Withdraws the request while it waits its turn; in a process of its own, ends it. */
  readonly signal?: AbortSignal;
  /** Hears of memory that comes back with the reply, before it is told. */
  readonly takeBack?: (lent: readonly ArrayBuffer[]) => void;
}

/**
 * The main thread's end of one worker, which is a thread or a process: requests out, replies in. The process is kept alive while a reply is awaited,
 * and only then.
 */
export class WorkerClient {
  /** Settles when the worker is gone. */
  readonly exited: Promise<void>;
  readonly #channel: Channel;
  readonly #pending = new Map<number, Pending>();
  #nextId = 0;
  #death: CamscopeError | undefined;
  #released: Promise<void> | undefined;

  constructor(channel: Channel) {
    this.#channel = channel;
    this.exited = new Promise((resolve) => {
      channel.listen({
        reply: (reply) => this.#settle(reply),
        error: (error) => this.#die(error),
        end: (cause) => {
          this.#die(cause);
          resolve();
        },
      });
    });
  }

  /** Whether memory is moved to the worker, rather than copied. */
  get moves(): boolean {
    return this.#channel.shares;
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
    // One that dies meanwhile is gone as well.
    if (!this.#death) await this.#post('release', {}).catch(() => undefined);
    this.#channel.ref();
    await this.exited;
  }

  async #post<Kind extends RequestKind>(
    kind: Kind,
    body: Requests[Kind],
    { transfer = [], signal, takeBack }: SendOptions = {},
  ): Promise<Replies[Kind]> {
    throwIfAborted(signal);
    if (this.#death) throw this.#death;
    const id = this.#nextId++;
    const { shares } = this.#channel;
    const claim = signal && shares ? new Int32Array(new SharedArrayBuffer(4)) : undefined;
    this.#channel.post({ id, kind, body, claim } as Request, transfer);
    this.#channel.ref();
    const reply = new Promise<Replies[Kind]>((resolve, reject) =>
      this.#pending.set(id, { resolve, reject, takeBack }),
    );
    if (!signal) return reply;

    const withdraw = () => {
      if (claim && Atomics.compareExchange(claim, 0, 0, 1) !== 0) return;
      this.#take(id)?.reject(interrupted(signal));
      if (!shares) this.#channel.kill();
    };
    signal.addEventListener('abort', withdraw);
    return reply.finally(() => signal.removeEventListener('abort', withdraw));
  }

  #settle(reply: Reply): void {
    const pending = this.#take(reply.id);
    if (reply.lent) pending?.takeBack?.(reply.lent);
    if ('value' in reply) return pending?.resolve(reply.value as never);
    const { code, summary, ...details } = reply.failure;
    pending?.reject(new CamscopeError(code, summary, details));
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#channel.unref();
    return pending;
  }

  /** The first cause is the one that is told. */
  #die(cause: Error): void {
    this.#death ??= isCamscopeError(cause)
      ? cause
      : new CamscopeError('RUNTIME_FAILED', 'The worker of this session has ended', {
          found: cause.message,
          ...REOPEN,
          cause,
        });
    for (const id of [...this.#pending.keys()]) this.#take(id)?.reject(this.#death);
  }
}

/** @throws CamscopeError INTERRUPTED. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw interrupted(signal);
}

function interrupted(signal: AbortSignal): CamscopeError {
  return new CamscopeError('INTERRUPTED', 'The run was cancelled before it began', { cause: signal.reason });
}
