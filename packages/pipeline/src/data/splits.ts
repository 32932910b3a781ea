import type { Sample } from '@camscope/core';

/** One part of the data, as published. */
export interface SplitCount {
  /** Undefined for samples that are of no part. */
  readonly split?: string;
  readonly images: number;
}

/** Patients who have images in two parts of the data. */
export interface PatientsInBoth {
  readonly splits: readonly [string, string];
  readonly patients: readonly string[];
}

type Sorted = Pick<Sample, 'split' | 'patient'>;

/** The parts of the data, in the order in which they come; nothing where the data have none. */
export function splitsOf(samples: Iterable<Pick<Sample, 'split'>>): SplitCount[] {
  const counts = new Map<string | undefined, number>();
  for (const { split } of samples) counts.set(split, (counts.get(split) ?? 0) + 1);
  if (counts.size === 1 && counts.has(undefined)) return [];
  return [...counts].map(([split, images]) => ({ split, images }));
}

/** For every two parts of the data that share patients, who they are. */
export function patientsInBoth(samples: Iterable<Sorted>): PatientsInBoth[] {
  const parts = new Map<string, Set<string>>();
  for (const { split, patient } of samples) {
    if (split === undefined || patient === undefined) continue;
    const patients = parts.get(split) ?? new Set();
    parts.set(split, patients.add(patient));
  }
  return pairsOf([...parts]).flatMap(([[split, own], [other, others]]): PatientsInBoth[] => {
    const patients = [...own].filter((patient) => others.has(patient));
    return patients.length === 0 ? [] : [{ splits: [split, other], patients }];
  });
}

/** Images of equal content in two parts of the data. */
export interface EqualInBoth {
  readonly splits: readonly [string, string];
  /** Ids of the samples, first that in the first part. */
  readonly pairs: readonly (readonly [string, string])[];
}

/**
 * Images that are equal byte for byte and in two parts of the data, by the parts. Of several that are equal the first of each part is named.
 * @param hashOf of the content of an image; undefined where it is not known.
 */
export function equalInBoth(
  samples: readonly Pick<Sample, 'id' | 'split'>[],
  hashOf: (id: string) => string | undefined,
): EqualInBoth[] {
  const order = splitsOf(samples).map(({ split }) => split);
  const equal = new Map<string, Map<string, string>>();
  for (const { id, split } of samples) {
    const hash = hashOf(id);
    if (hash === undefined || split === undefined) continue;
    const parts = equal.get(hash) ?? new Map<string, string>();
    if (!parts.has(split)) parts.set(split, id);
    equal.set(hash, parts);
  }
  const found = new Map<string, { splits: [string, string]; pairs: [string, string][] }>();
  for (const parts of equal.values()) {
    const sorted = [...parts].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    for (const [[a, one], [b, other]] of pairsOf(sorted)) {
      const both = found.get(JSON.stringify([a, b])) ?? { splits: [a, b], pairs: [] };
      both.pairs.push([one, other]);
      found.set(JSON.stringify([a, b]), both);
    }
  }
  return [...found.values()];
}

function pairsOf<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));
}
