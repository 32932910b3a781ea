import type { Dataset, OpenContext } from '@camscope/core';
import type { Study } from '../config/study.ts';
import { at } from './at.ts';
import { soundData } from './sound-data.ts';

/**
 * The data of a study as far as they are sound, and what is wrong with the rest.
 * @throws CamscopeError DATA_INVALID, FILE_UNREADABLE, with the place in the study.
 */
export async function openData(
  { data, file, codec }: Pick<Study, 'data' | 'file' | 'codec'>,
  how: Pick<OpenContext, 'signal' | 'lookOnly'>,
): Promise<{ dataset: Dataset; faults: string[] }> {
  const { contribution, options, path } = data;
  const opened = contribution.open(options, {
    ...how,
    ...{ baseDirectory: file.directory, files: file.machine.files, codec },
  });
  return soundData(await at({ file }, path, opened), contribution.id);
}
