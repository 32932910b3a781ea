import { editDistance } from '@camscope/core';

/** What may be meant by labels of the data that a network lacks. */
export interface LabelProposals {
  /** By the data's label, where one of the network's alone is near. */
  readonly labels: Readonly<Record<string, string>>;
  /** The network's labels that are near, of those that are near to several. */
  readonly unclear: Readonly<Record<string, readonly string[]>>;
  /** The data's labels to which none is near. */
  readonly lacking: readonly string[];
}

/**
 * Proposes a network's label for each of the data that it lacks; equal names, whatever their case, spaces and underscores, are
 * found without. Near is a name whose words are all among the other's (`Effusion` and `Pleural Effusion`), plural or not, or,
 * where there is none, that differs in one letter of five at most. Labels of the network that the data have by name, or that
 * are near to two of the data, are proposed for none.
 */
export function proposeLabels(data: readonly string[], network: readonly string[]): LabelProposals {
  const known = new Set(data.map(joined));
  const names = new Set(network.map(joined));
  const free = network.filter((label) => label !== '' && !known.has(joined(label)));
  const near = data
    .filter((label) => !names.has(joined(label)))
    .map((label) => ({ label, candidates: nearTo(label, free) }));
  const isWantedTwice = (name: string) =>
    near.filter(({ candidates }) => candidates.includes(name)).length > 1;
  const single = near.filter(({ candidates }) => candidates.length === 1 && !isWantedTwice(candidates[0]));
  const rest = near.filter((one) => !single.includes(one));
  return {
    labels: Object.fromEntries(single.map(({ label, candidates: [name] }) => [label, name])),
    unclear: Object.fromEntries(
      rest.flatMap(({ label, candidates }) => (candidates.length > 0 ? [[label, candidates]] : [])),
    ),
    lacking: rest.filter(({ candidates }) => candidates.length === 0).map(({ label }) => label),
  };
}

function nearTo(label: string, names: readonly string[]): string[] {
  const own = wordsOf(label);
  const byWords = names.filter((name) => {
    const other = wordsOf(name);
    const [few, many] = own.length <= other.length ? [own, other] : [other, own];
    return few.length > 0 && few.every((word) => many.includes(word));
  });
  if (byWords.length > 0) return byWords;
  return names.filter((name) => {
    const [a, b] = [joined(label), joined(name)];
    return editDistance(a, b) <= Math.min(a.length, b.length) / 5;
  });
}

/** Words without accents, in lower case, one and many alike; a capital within a word begins another. */
function wordsOf(label: string): string[] {
  const plain = label.normalize('NFKD').replace(/\p{M}/gu, '');
  const split = plain.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ').toLowerCase();
  return (split.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.replace(/(?<=\p{L}{3})s$/u, ''));
}

function joined(label: string): string {
  return label.toLowerCase().replace(/[\s_]+/g, '');
}
