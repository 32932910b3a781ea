import { CamscopeError, isCamscopeError, type ErrorCode, type ErrorDetails } from '@camscope/core';

/** Gathers what is wrong with a study, so that all of it is told at once. */
export class Mistakes {
  readonly #all: CamscopeError[] = [];

  /** What `action` gives, alone in a list; an empty one where it makes a mistake, which is kept. */
  attempt<T>(action: () => T): T[] {
    try {
      return [action()];
    } catch (error) {
      this.#keep(error);
      return [];
    }
  }

  async attemptAsync<T>(action: () => Promise<T>): Promise<T[]> {
    try {
      return [await action()];
    } catch (error) {
      this.#keep(error);
      return [];
    }
  }

  add(code: ErrorCode, summary: string, details: ErrorDetails): void {
    this.#all.push(new CamscopeError(code, summary, details));
  }

  /** @throws CamscopeError the mistake; CONFIG_INVALID with all of them, where there are several. */
  check(): void {
    if (this.#all.length > 0) throw together(this.#all);
  }

  #keep(error: unknown): void {
    if (!isCamscopeError(error)) throw error;
    this.#all.push(...partsOf(error));
  }
}

/** One error that tells all of the mistakes, in the order of their places. */
export function together(mistakes: readonly CamscopeError[]): CamscopeError {
  // What is wrong with several variants of one is said once.
  const each = [...new Map(mistakes.map((mistake) => [mistake.message, mistake])).values()];
  if (each.length === 1) return each[0];
  const [first, ...others] = each.toSorted(({ details: a }, { details: b }) =>
    (a.at ?? '').localeCompare(b.at ?? '', 'en', { numeric: true }),
  );
  const more = others.map(({ message }) => `\n    ${message.replaceAll('\n', '\n    ')}`).join('');
  const found = [first.details.found, `also${more}`].filter((text) => text !== undefined).join('; ');
  return new CamscopeError('CONFIG_INVALID', first.summary, {
    ...first.details,
    found,
    cause: new AggregateError(each),
  });
}

/** The mistakes that an error tells. */
function partsOf(error: CamscopeError): readonly CamscopeError[] {
  const { cause } = error.details;
  return cause instanceof AggregateError ? (cause.errors as CamscopeError[]) : [error];
}
