import type { Catalogue } from '@camscope/core';
import { choose } from './choose.ts';
import type { StudyFile } from './read-study.ts';
import type { ChosenIn } from './study.ts';

/**
 * The data of a study, whose options stand beside the reader's id.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID.
 */
export function chooseData(file: StudyFile, readers: Catalogue<'dataset'>): ChosenIn<'dataset'> {
  const { use, split: _, ...options } = file.config.data;
  return choose(file, readers, { use, options }, ['data'], ['data']);
}

/** The parts of the data that a study looks at; all where nothing is said. */
export function splitOf({ config }: StudyFile): readonly string[] | undefined {
  const { split } = config.data;
  return split === undefined ? undefined : [split].flat();
}
