import { CamscopeError, unknownName, type Dataset } from '@camscope/core';
import { splitNotes, splitsOf } from '@camscope/pipeline';
import { withPlace } from '../config/check.ts';
import type { Study } from '../config/study.ts';
import type { Path } from '../config/yaml-source.ts';

/**
 * The part of the data that a study looks at, with notes on all parts.
 * @throws CamscopeError NAME_UNKNOWN; CONFIG_INVALID where the data have no parts.
 */
export function chooseSplit(dataset: Dataset, study: Pick<Study, 'file' | 'split'>): Dataset {
  const { split } = study;
  const notes = [...dataset.notes, ...splitNotes(dataset.samples, split)];
  return { ...(split ? inSplit(dataset, split, study, ['data', 'split']) : dataset), notes };
}

/**
 * The data without the images of other parts.
 * @param path where in the study the parts are named.
 * @throws CamscopeError NAME_UNKNOWN; CONFIG_INVALID where the data have no parts.
 */
export function inSplit(
  dataset: Dataset,
  wanted: readonly string[],
  { file }: Pick<Study, 'file'>,
  path: Path,
): Dataset {
  const known = splitsOf(dataset.samples).flatMap(({ split }) => split ?? []);
  for (const [i, name] of wanted.entries())
    if (!known.includes(name)) throw withPlace(unknown(name, known), file.source.at([...path, i]));
  const samples = dataset.samples.filter(({ split }) => split !== undefined && wanted.includes(split));
  return { ...dataset, samples };
}

function unknown(name: string, known: readonly string[]): CamscopeError {
  if (known.length > 0) return unknownName('split of the data', name, known);
  return new CamscopeError('CONFIG_INVALID', `The data have no split, so there is no '${name}'`, {
    fix: "Leave out 'split', or give the data's reader what says which image is in which split",
  });
}
