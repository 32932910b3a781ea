import { CamscopeError } from '@camscope/core';

/** Work that is done in turn, and can be broken off as a whole. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #breakOff = new AbortController();

  /** Does the work when all before it has ended. */
  take<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  /**
   * Does it in turn, too, until it is broken off.
   * @throws CamscopeError INTERRUPTED where it was.
   */
  takeUnlessBrokenOff<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const { signal } = this.#breakOff;
    return this.take(() => {
      checkGoing(signal);
      return work(signal);
    });
  }

  /** Ends what may be broken off: what is being done as soon as it can be, and what waits at once. */
  breakOff(): void {
    this.#breakOff.abort();
    this.#breakOff = new AbortController();
  }
}

/** @throws CamscopeError INTERRUPTED. */
export function checkGoing(signal: AbortSignal): void {
  if (signal.aborted) throw new CamscopeError('INTERRUPTED', 'The work was cancelled');
}
