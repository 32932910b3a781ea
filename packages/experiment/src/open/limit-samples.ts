import type { Dataset, Sample } from '@camscope/core';

/**
 * The data with the first `limit` images that have an annotation or, where none has, labels. Whole lots of them are lots of all.
 * @returns the data as they are without a limit.
 */
export function limitSamples(dataset: Dataset, limit: number | undefined): Dataset {
  if (limit === undefined) return dataset;
  const { samples, notes } = dataset;
  const annotated = samples.filter(({ annotations }) => annotations.length > 0);
  const labelled = samples.filter(({ labels }) => Object.keys(labels).length > 0);
  const [most, what] = annotated.length > 0 ? [annotated, 'an annotation'] : [labelled, 'labels'];
  const kept: readonly Sample[] = most.slice(0, limit);
  const note = `The first ${kept.length} of ${most.length} images that have ${what}`;
  return { ...dataset, samples: kept, notes: [...notes, note] };
}
