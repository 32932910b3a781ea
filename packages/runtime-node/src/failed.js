// @ts-check
/** @import { Failure } from './protocol.ts' */

/** Thrown in the worker for what the main thread will throw as a CamscopeError. */
export class Failed extends Error {
  /** @param {Failure} failure */
  constructor(failure) {
    super(failure.summary, { cause: failure.cause });
    this.failure = failure;
  }
}

/**
 * Anything thrown, as data that can cross to the main thread.
 * @param {unknown} error
 * @returns {Failure}
 */
export function describe(error) {
  if (error instanceof Failed) return error.failure;
  const cause = error instanceof Error ? error : new Error(String(error));
  return { code: 'INTERNAL', summary: 'The session worker failed', found: cause.message, cause };
}
