import { CamscopeError, type Sample, unknownName } from '@camscope/core';

/** The labels of a data set, in its own order and spelling. */
export class PublishedLabels {
  readonly labels: readonly string[];
  readonly #set: string;
  readonly #known: ReadonlySet<string>;
  readonly #aliases: ReadonlyMap<string, string>;

  /**
   * @param set title of the data set, shown in errors.
   * @param aliases other spellings in its files.
   */
  constructor(set: string, labels: readonly string[], aliases: Readonly<Record<string, string>> = {}) {
    this.labels = labels;
    this.#set = set;
    this.#known = new Set(labels);
    this.#aliases = new Map(Object.entries(aliases));
  }

  has(name: string): boolean {
    return this.#known.has(name) || this.#aliases.has(name);
  }

  /**
   * The label of this name.
   * @param at where it is named, shown in the error.
   * @throws CamscopeError DATA_INVALID with the nearest labels.
   */
  of(name: string, at: string): string {
    const label = this.#aliases.get(name) ?? name;
    if (this.#known.has(label)) return label;
    throw new CamscopeError('DATA_INVALID', `'${name}' is not a finding of ${this.#set}`, {
      at,
      found: unknownName('finding', name, this.labels).details.found,
    });
  }

  /** 1 for these labels, 0 for all others. */
  present(labels: Iterable<string>): Sample['labels'] {
    const there = new Set(labels);
    return Object.fromEntries(this.labels.map((label) => [label, there.has(label) ? 1 : 0]));
  }
}
