import type { Transferable } from 'node:worker_threads';
import type { Reply, Request } from './protocol.ts';

/** The way to where a session is served. */
export interface Channel {
  /** Whether words of memory can be shared over it. */
  readonly shares: boolean;
  /** @param transfer moved rather than copied, where that is possible. */
  post(request: Request, transfer: readonly Transferable[]): void;
  /** Keeps this process alive. */
  ref(): void;
  unref(): void;
  /** Ends what cannot share memory at once, whatever it is doing. */
  kill(): void;
  listen(listener: ChannelListener): void;
}

export interface ChannelListener {
  reply(reply: Reply): void;
  /** Something is broken; the end follows. */
  error(error: Error): void;
  /** @param cause why it has ended. */
  end(cause: Error): void;
}
