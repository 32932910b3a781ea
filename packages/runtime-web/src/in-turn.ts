import { CamscopeError } from '@camscope/core';

/** The last call that was let in. Calls of a page share one WebAssembly module, which cannot serve two at a time. */
let last = Promise.resolve();

/**
 * Runs a call when those before it have ended. Aborting the signal withdraws a call that waits, at once; one that has
 * begun is finished.
 * @throws CamscopeError INTERRUPTED.
 */
export function inTurn<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const withdraw = () => reject(interrupted(signal));
    if (signal?.aborted) return withdraw();
    signal?.addEventListener('abort', withdraw);
    last = last.then(async () => {
      signal?.removeEventListener('abort', withdraw);
      if (!signal?.aborted) await call().finally(breathe).then(resolve, reject);
    });
  });
}

/** WebAssembly ends a call without leaving the thread: this has messages served, of which one may cancel what comes next. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

function interrupted(signal: AbortSignal | undefined): CamscopeError {
  return new CamscopeError('INTERRUPTED', 'The run was cancelled before it began', { cause: signal?.reason });
}
