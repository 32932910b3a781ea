import { CamscopeError, isCamscopeError, messageOf } from '@camscope/core';
import type { CommandContext } from '../command.ts';
import { codeOfStop, EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { pluginIn } from '../plugins/named.ts';

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
  if (isDefect(error) && !io.debug)
    io.stderr('This is a defect of camscope. Set CAMSCOPE_DEBUG=1 to see where it comes from.\n');
}

/** How a command ends in which this was thrown. */
export function exitCodeOf(error: unknown, { io, begun }: CommandContext): number {
  if (io.signal.aborted && isStop(error, io.signal)) return codeOfStop(io.signal);
  if (isDefect(error)) return EXIT.defect;
  return begun ? EXIT.brokenOff : EXIT.usage;
}

/** What nobody foresaw, but comes out of a plugin's code, is that plugin's; also where it has ended a thread. */
export function blamed(error: unknown): unknown {
  const isOfThread = isCamscopeError(error) && error.code === 'WORKER_DIED';
  const thrown = isOfThread ? error.cause : isDefect(error) ? error : undefined;
  const plugin = thrown instanceof Error ? pluginIn(thrown.stack ?? '') : undefined;
  if (!plugin) return error;
  return new CamscopeError('PLUGIN_FAILED', `The plugin '${plugin.name}' failed`, {
    at: plugin.at,
    found: messageOf(thrown),
    fix: 'Correct the plugin',
    cause: error,
  });
}

/** Nobody foresaw it. */
export function isDefect(error: unknown): boolean {
  return !isCamscopeError(error) || error.code === 'INTERNAL';
}

/** What work throws that was asked to stop. */
function isStop(error: unknown, signal: AbortSignal): boolean {
  if (isCamscopeError(error)) return error.code === 'INTERRUPTED';
  return error === signal.reason || (error as Error | undefined)?.name === 'AbortError';
}

function withCauses(error: Error): string {
  const { stack, cause } = error;
  return cause instanceof Error ? `${stack}\ncaused by: ${withCauses(cause)}` : String(stack);
}
