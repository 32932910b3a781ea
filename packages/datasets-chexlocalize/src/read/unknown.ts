/** Collects names that are passed over, and how often, for one note. */
export class Unknown {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** @param what of the names, such as `not a task of CheXlocalize`. */
  notes(file: string, what: string): string[] {
    if (this.#counts.size === 0) return [];
    const names = [...this.#counts].map(([name, count]) => `${name} (${count})`);
    const shown = names.length > 8 ? [...names.slice(0, 8), '…'] : names;
    return [`${file}: passed over, since ${what}: ${shown.join(', ')}`];
  }
}
