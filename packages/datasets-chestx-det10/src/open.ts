import type { Dataset, OpenContext } from '@camscope/core';
import { assemble, type ImageRecord, namedFile, Problems } from '@camscope/datasets-common';
import type { ChestXDet10Options } from './options.ts';
import { readImages, vocabulary } from './read.ts';

/** All images are of this size. */
const frame = { width: 1024, height: 1024 };

/**
 * The images in the order of the files.
 * @throws CamscopeError DATA_INVALID naming file and place, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: ChestXDet10Options, context: OpenContext): Promise<Dataset> {
  const problems = new Problems(context);
  const records: ImageRecord[] = [];
  for (const split of ['train', 'test'] as const) {
    const path = options[split];
    if (path === undefined) continue;
    const images = await readImages(namedFile('chestx-det10', split, path, context), problems);
    for (const [id, { annotations }] of images) {
      const labels = vocabulary.present(annotations.map(({ label }) => label));
      records.push({ id, split, frame, labels, annotations });
    }
  }
  return assemble({
    dataset: 'chestx-det10',
    labels: vocabulary.labels,
    records,
    options,
    context,
    notes: problems.notes(),
  });
}
