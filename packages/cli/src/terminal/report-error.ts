import { isCamscopeError, messageOf } from '@camscope/core';
import type { Io } from '../io.ts';

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

function withCauses(error: Error): string {
  const { stack, cause } = error;
  return cause instanceof Error ? `${stack}\ncaused by: ${withCauses(cause)}` : String(stack);
}
