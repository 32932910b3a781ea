import { CamscopeError } from '@camscope/core';

/** The one way in which this package refuses an image: its name, what was found, what to do. */
export function invalidImage(name: string, found: string, fix: string, cause?: unknown): CamscopeError {
  const details = { found, fix };
  return new CamscopeError(
    'IMAGE_INVALID',
    `Cannot read ${name}`,
    cause === undefined ? details : { ...details, cause },
  );
}
