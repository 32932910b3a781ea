import type { Sample } from '@camscope/core';
import { equalInBoth, patientsInBoth, splitsOf, type SplitCount } from './splits.ts';

/** Names that are told of many. */
const NAMED = 3;

/**
 * What is to be known of the parts of the data: how many images are in each, and patients who are in two.
 * @param chosen the parts that a study looks at; all where nothing is said.
 */
export function splitNotes(
  samples: readonly Pick<Sample, 'split' | 'patient'>[],
  chosen?: readonly string[],
): string[] {
  const splits = splitsOf(samples);
  if (splits.length === 0) return [];
  const looked = chosen === undefined ? 'all are looked at' : `${listed(chosen)} ${are(chosen)} looked at`;
  const shared = patientsInBoth(samples).map(({ splits: [a, b], patients }) => {
    const many = patients.length === 1 ? '1 patient has' : `${patients.length} patients have`;
    return (
      `${many} images in both ${a} and ${b} (${someOf(patients)}): results on one are not independent of what is learnt ` +
      `or tuned on the other; leave ${patients.length === 1 ? 'this patient' : 'these patients'} out of one`
    );
  });
  return [`Splits: ${splits.map(inWords).join(', ')}; ${looked}`, ...shared];
}

/** Images of equal content in two parts of the data. @param hashOf as `equalInBoth` has it. */
export function equalNotes(
  samples: readonly Pick<Sample, 'id' | 'split'>[],
  hashOf: (id: string) => string | undefined,
): string[] {
  return equalInBoth(samples, hashOf).map(({ splits: [a, b], pairs }) => {
    const many = pairs.length === 1 ? '1 image is' : `${pairs.length} images are`;
    const names = someOf(pairs.map(([one, other]) => (one === other ? one : `${one} = ${other}`)));
    return `${many} in both ${a} and ${b}, equal byte for byte (${names}): leave ${pairs.length === 1 ? 'it' : 'them'} out of one`;
  });
}

/** `1, 2, 3, …` */
export function someOf(names: readonly string[]): string {
  return names.length > NAMED ? `${names.slice(0, NAMED).join(', ')}, …` : names.join(', ');
}

/** `a, b and c` */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function are(names: readonly string[]): string {
  return names.length === 1 ? 'is' : 'are';
}

function inWords({ split, images }: SplitCount): string {
  const many = images === 1 ? '1 image' : `${images} images`;
  return split === undefined ? `${many} of none` : `${split} ${many}`;
}
