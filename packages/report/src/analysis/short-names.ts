import type { SeriesFacts } from '../data.ts';

/** Letters of a title that are taken, where nobody said which. */
const MOST = 4;

/**
 * A few letters for each series, all different: those that it declares, else the capitals and digits of its title, else how the
 * title begins. What is taken gets a number.
 */
export function shortNames(facts: readonly SeriesFacts[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const declared = (one: SeriesFacts) => one.short !== undefined;
  for (const one of [...facts.filter(declared), ...facts.filter((other) => !declared(other))]) {
    const wanted = one.short ?? initialsOf(one.title ?? one.name);
    let free = wanted;
    for (let i = 2; taken.has(free); i++) free = `${wanted}${i}`;
    taken.add(free);
    names.set(one.name, free);
  }
  return names;
}

function initialsOf(title: string): string {
  const letters = (title.match(/[\p{Lu}\p{N}]/gu) ?? []).join('');
  return (letters.length > 1 ? letters : title).slice(0, MOST).trim();
}
