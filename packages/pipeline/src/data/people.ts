import { publicationOf, type DatasetReader } from '@camscope/core';

/** What is to be known of data to tell whose images they are. */
export type DataNamed = Pick<DatasetReader, 'id' | 'title' | 'people' | 'citation'>;

/** Data that are drawn from one collection, or are one set. */
export interface SharedPeople {
  /** The collection, where it has other data than these. */
  readonly from?: string;
  /** What says that the data are drawn from it. */
  readonly sources: readonly string[];
}

/** Undefined where nobody says that data have people in common. */
export function sharedPeople(a: DataNamed, b: DataNamed): SharedPeople | undefined {
  if (a.id === b.id) return { sources: [] };
  if (!a.people || !b.people || keyOf(a.people.from) !== keyOf(b.people.from)) return undefined;
  return { from: a.people.from, sources: [...new Set([...sourcesOf(a), ...sourcesOf(b)])] };
}

/**
 * What data have in common with those that a network was trained on.
 * @param name an id, a title, or the name of a collection.
 * @param known the data that plugins know.
 */
export function peopleOfTraining(
  name: string,
  data: DataNamed,
  known: readonly DataNamed[],
): SharedPeople | undefined {
  const names = ({ id, title }: DataNamed) => [id, title];
  const collection = ({ people }: DataNamed) => (people ? [people.from, ...(people.alsoCalled ?? [])] : []);
  const isNamed = (all: readonly string[]) => all.some((one) => keyOf(one) === keyOf(name));
  const isItself = data.people !== undefined && keyOf(data.people.from) === keyOf(data.title);
  if (isNamed(names(data)) || (isItself && isNamed(collection(data)))) return { sources: [] };
  if (isNamed(collection(data))) return { from: data.people!.from, sources: sourcesOf(data) };
  const named = known.find((one) => isNamed(names(one))) ?? known.find((one) => isNamed(collection(one)));
  return named && sharedPeople(named, data);
}

function sourcesOf(data: DataNamed): string[] {
  const source = data.people?.source ?? publicationOf(data);
  return source ? [source.text] : [];
}

/** Whatever the case, spaces, hyphens and underscores. */
function keyOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
