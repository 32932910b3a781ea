import { countOf } from '../notes.ts';

/** What labels that say that nothing was found are called where nobody names them. */
export const usualNothing = ['No finding', 'No findings', 'Normal', 'Healthy', 'None', 'Negative'] as const;

/** The labels of a data set, in the order in which its files name them. */
export class Vocabulary {
  readonly #spelt = new Map<string, string>();
  readonly #labels = new Map<string, boolean>();
  readonly #nothing: ReadonlySet<string>;

  /** @param nothing labels that say that nothing was found, whatever their case and separators. */
  constructor(nothing: readonly string[] = usualNothing) {
    this.#nothing = new Set(nothing.map(folded));
  }

  get labels(): string[] {
    return [...this.#labels.keys()];
  }

  /** The label of a name: composed (Unicode NFC), so that it is one however it was typed. */
  add(name: string): string {
    const known = this.#spelt.get(name);
    if (known !== undefined) return known;
    const label = name.normalize('NFC').trim();
    this.#spelt.set(name, label);
    this.#labels.set(label, this.#nothing.has(folded(label)));
    return label;
  }

  /** Whether a label that was added says that nothing was found. */
  meansNothing(label: string): boolean {
    return this.#labels.get(label) ?? false;
  }

  notes(): string[] {
    const alike = new Map<string, string[]>();
    for (const label of this.labels) alike.set(folded(label), [...(alike.get(folded(label)) ?? []), label]);
    return [...alike.values()]
      .filter(({ length }) => length > 1)
      .map(
        (names) =>
          `${countOf(names.length, 'label')} that differ in case or separators alone: ${names.join(', ')}`,
      );
  }
}

/** A name without case and separators, by which spellings of one are told. */
export function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}
