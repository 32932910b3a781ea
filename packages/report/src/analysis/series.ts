import { clip } from '../text/clip.ts';
import { shortNames } from './short-names.ts';
import type { ReportData, SeriesFacts, SeriesKind } from '../data.ts';

/** What is compared, with the names to show. */
export class SeriesList {
  readonly #facts: ReadonlyMap<string, SeriesFacts>;
  readonly #shorts: ReadonlyMap<string, string>;

  constructor(facts: readonly SeriesFacts[]) {
    this.#facts = new Map(facts.map((series) => [series.name, series]));
    this.#shorts = shortNames(facts);
  }

  /** A name that nobody declared is a method's. */
  kind(name: string): SeriesKind {
    return this.#facts.get(name)?.kind ?? 'method';
  }

  title(name: string): string {
    return clip(this.#facts.get(name)?.title ?? name);
  }

  /** A few letters for an axis, different for every series. */
  short(name: string): string {
    return clip(this.#shorts.get(name) ?? name);
  }

  /** What a map that knows nothing gets, where the study has it. */
  get chance(): SeriesFacts | undefined {
    return [...this.#facts.values()].find((series) => series.chance);
  }

  /** Names in the declared order, undeclared ones last. */
  sorted(names: Iterable<string>): string[] {
    const order = [...this.#facts.keys()];
    const rank = (name: string) => (this.#facts.has(name) ? order.indexOf(name) : order.length);
    return [...new Set(names)].sort((a, b) => rank(a) - rank(b));
  }

  ofKind(kind: SeriesKind, names: readonly string[]): string[] {
    return names.filter((name) => this.kind(name) === kind);
  }
}

/** Titles of networks, by their names. */
export function modelTitles({ models }: ReportData): (name: string) => string {
  const titles = new Map(models.map(({ name, title }) => [name, clip(title ?? name)]));
  return (name) => titles.get(name) ?? clip(name);
}

/** Names in the order of a list, unlisted ones after them in the order in which they came. */
export function inOrder(names: Iterable<string>, order: readonly string[] = []): string[] {
  const found = new Set(names);
  return [...order.filter((name) => found.has(name)), ...[...found].filter((name) => !order.includes(name))];
}
