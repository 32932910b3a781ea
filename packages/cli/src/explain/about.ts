import { CamscopeError, isCamscopeError } from '@camscope/core';

/** An error that does not say where it is, with the names that it is about. */
export function about(error: unknown, ...names: readonly string[]): unknown {
  if (!isCamscopeError(error) || error.details.at !== undefined) return error;
  const untold = names.filter((name) => !error.message.includes(name));
  if (untold.length === 0) return error;
  return new CamscopeError(error.code, error.summary, {
    ...error.details,
    at: untold.join(': '),
    cause: error,
  });
}
