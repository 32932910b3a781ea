import { isCamscopeError, messageOf, type ErrorCode } from '@camscope/core';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';

/** Failures of the work itself. Any other code is about what was asked for. */
const WORK: readonly ErrorCode[] = ['IMAGE_INVALID', 'RUNTIME_FAILED', 'INTERNAL'];

/** Tells an error on stderr: its message or, where JSON was asked for, one line of JSON. */
export function reportError(io: Io, error: unknown, json: boolean): void {
  const known = isCamscopeError(error);
  const stack = error instanceof Error ? error.stack : undefined;
  if (json) {
    const { cause: _, ...details } = known ? error.details : {};
    const code = known ? error.code : 'INTERNAL';
    io.stderr(
      `${JSON.stringify({ error: { code, message: messageOf(error), ...details, ...(io.debug ? { stack } : {}) } })}\n`,
    );
    return;
  }
  io.stderr(`camscope: ${io.debug && stack ? withCauses(error as Error) : messageOf(error)}\n`);
  if (!known && !io.debug)
    io.stderr('This is a defect of camscope. Set CAMSCOPE_DEBUG=1 to see where it comes from.\n');
}

export function exitCodeOf(error: unknown): number {
  if (!isCamscopeError(error) || WORK.includes(error.code)) return EXIT.failed;
  return error.code === 'INTERRUPTED' ? EXIT.interrupted : EXIT.usage;
}

function withCauses(error: Error): string {
  const { stack, cause } = error;
  return cause instanceof Error ? `${stack}\ncaused by: ${withCauses(cause)}` : String(stack);
}
