import { isDeepStrictEqual } from 'node:util';

/** @throws Error where a value is not what an example's comment says; keys that the comment leaves out may be anything. */
export function told(actual: unknown, said: unknown): void {
  if (!fits(actual, said)) {
    throw new Error(`the comment says ${JSON.stringify(said)}, but it is ${JSON.stringify(actual)}`);
  }
}

function fits(actual: unknown, said: unknown): boolean {
  if (typeof said !== 'object' || said === null || Array.isArray(said))
    return isDeepStrictEqual(actual, said);
  return (
    typeof actual === 'object' &&
    actual !== null &&
    Object.entries(said).every(([key, value]) => fits((actual as Record<string, unknown>)[key], value))
  );
}
