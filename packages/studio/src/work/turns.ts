import { CamscopeError } from '@camscope/core';

/** Work that is done in turn, and can be broken off as a whole. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #breakOff = new AbortController();

  /**
   * Does the work when all before it has ended.
   * @throws CamscopeError INTERRUPTED where it was broken off.
   */
  take<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const { signal } = this.#breakOff;
    const mine = this.#last.then(() => {
      checkGoing(signal);
      return work(signal);
    });
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  /** Ends what is being done as soon as it can be, and all that waits. */
  breakOff(): void {
    this.#breakOff.abort();
    this.#breakOff = new AbortController();
  }
}

/** @throws CamscopeError INTERRUPTED. */
export function checkGoing(signal: AbortSignal): void {
  if (signal.aborted) throw new CamscopeError('INTERRUPTED', 'The work was cancelled');
}
