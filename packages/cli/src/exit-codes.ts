import { isCamscopeError, type ErrorCode } from '@camscope/core';

export const EXIT = {
  done: 0,
  /** Some of the work failed; the rest is done. */
  failed: 1,
  /** The command line, a configuration, a plugin, a model or the data's files are at fault: nothing was done. */
  usage: 2,
  interrupted: 130,
} as const;

/** Failures of the work itself. Any other code is about what was asked for. */
const WORK: readonly ErrorCode[] = ['IMAGE_INVALID', 'RUNTIME_FAILED', 'INTERNAL'];

export function exitCodeOf(error: unknown): number {
  if (!isCamscopeError(error) || WORK.includes(error.code)) return EXIT.failed;
  return error.code === 'INTERRUPTED' ? EXIT.interrupted : EXIT.usage;
}
