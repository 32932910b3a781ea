import { CamscopeError, isCamscopeError } from '@camscope/core';

const NAMED = 3;
const NAMES = 8;

/** `3 images <what>: a, b, c`; nothing where there are none. */
export function noteOf(ids: readonly string[], what: string, noun = 'image'): string[] {
  return ids.length === 0 ? [] : [`${countOf(ids.length, noun)} ${what}: ${firstOf(ids)}`];
}

/** `1 image`, `12 images`. */
export function countOf(n: number, noun: string): string {
  return n === 1 ? `1 ${noun}` : `${n} ${noun.replace(/y$/, 'ie').replace(/(x|s|ch|sh)$/, '$1e')}s`;
}

/** The first three of them. */
export function firstOf(ids: readonly string[]): string {
  return ids.length > NAMED ? `${ids.slice(0, NAMED).join(', ')}, …` : ids.join(', ');
}

/** Counts names that are passed over, for one note. */
export class PassedOver {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** @param what of the names, such as `no finding of VinDr-CXR`. */
  notes(file: string, what: string): string[] {
    if (this.#counts.size === 0) return [];
    const names = [...this.#counts].map(([name, count]) => `${name} (${count})`);
    const shown = names.length > NAMES ? [...names.slice(0, NAMES), '…'] : names;
    return [`${file}: passed over, since ${what}: ${shown.join(', ')}`];
  }
}

/**
 * What is wrong with entries of a file. It is an error, or a note where the data are looked at alone.
 */
export class Problems {
  readonly #found: CamscopeError[] = [];
  readonly #lookOnly: boolean;

  constructor({ lookOnly = false }: { readonly lookOnly?: boolean }) {
    this.#lookOnly = lookOnly;
  }

  /** Reads an entry. @returns undefined where it cannot be used and the data are looked at alone. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!this.#lookOnly || !isCamscopeError(error) || error.code !== 'DATA_INVALID') throw error;
      this.#found.push(error);
      return undefined;
    }
  }

  /** One for each kind, with the first places. */
  notes(): string[] {
    const kinds = new Map<string, string[]>();
    for (const { summary, details } of this.#found) {
      const places = kinds.get(summary) ?? [];
      kinds.set(summary, places);
      places.push([details.at, details.found].filter(Boolean).join(': '));
    }
    return [...kinds].map(
      ([summary, places]) => `${countOf(places.length, 'entry')}: ${summary} (${firstOf(places)})`,
    );
  }
}
