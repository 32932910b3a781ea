import { CamscopeError } from '@camscope/core';

/** @throws CamscopeError INTERRUPTED when the caller has asked to stop. */
export function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CamscopeError('INTERRUPTED', 'Stopped as asked', { cause: signal.reason });
}
