import { CamscopeError, isCamscopeError, messageOf } from '@camscope/core';

/** How something is read, and what is told when it cannot be. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Shown in errors; the path by default. */
  readonly name?: string;
  /** Who asked for it. */
  readonly asked?: string;
  /** What to do. */
  readonly fix?: string;
}

/** The error for what could not be read. */
export function unreadable(
  path: string,
  cause: unknown,
  { signal, name = path, asked, fix }: ReadOptions,
): CamscopeError {
  if (isCamscopeError(cause)) return cause;
  if (signal?.aborted) return new CamscopeError('INTERRUPTED', `Stopped while ${name} was read`, { cause });
  return new CamscopeError('FILE_UNREADABLE', `Cannot read ${name}`, {
    asked,
    found: messageOf(cause),
    fix,
    cause,
  });
}
