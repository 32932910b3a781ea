import { isCamscopeError, messageOf } from '@camscope/core';

/** What came of something that may fail. */
export type Attempt<T> = { readonly value: T } | { readonly failure: unknown };

export function attempt<T>(action: () => T): Attempt<T> {
  try {
    return { value: action() };
  } catch (failure) {
    return { failure };
  }
}

export async function attemptAsync<T>(action: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await action() };
  } catch (failure) {
    return { failure };
  }
}

export function andThen<T, U>(before: Attempt<T>, action: (value: T) => U): Attempt<U> {
  return 'failure' in before ? before : attempt(() => action(before.value));
}

/** On one line, its code first. A reason stays as it is. */
export function reasonOf(failure: unknown): string {
  if (typeof failure === 'string') return failure;
  const code = isCamscopeError(failure) ? failure.code : 'INTERNAL';
  return `${code}: ${messageOf(failure).replace(/\s*\n\s*/g, '; ')}`;
}
