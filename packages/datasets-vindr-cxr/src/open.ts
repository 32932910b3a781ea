import type { Dataset, OpenContext } from '@camscope/core';
import {
  assemble,
  type Frame,
  type ImageRecord,
  namedFile,
  noteOf,
  Problems,
} from '@camscope/datasets-common';
import { readBoxes } from './boxes.ts';
import { kaggle, physioNet } from './findings.ts';
import { readImageLabels } from './image-labels.ts';
import type { VindrOptions } from './options.ts';
import { readSizes } from './sizes.ts';
import type { Votes } from './votes.ts';

/**
 * The images in the order of the boxes' files.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: VindrOptions, context: OpenContext): Promise<Dataset> {
  const file = (option: 'train' | 'test' | 'trainLabels' | 'testLabels' | 'sizes') => {
    const path = options[option];
    return path === undefined ? undefined : namedFile('vindr-cxr', option, path, context);
  };
  const problems = new Problems(context);
  const sizesFile = file('sizes');
  const sizes: ReadonlyMap<string, Frame> = sizesFile ? await readSizes(sizesFile) : new Map();
  const records: ImageRecord[] = [];
  const unlabelled: string[] = [];
  const editions = new Set<typeof kaggle>();
  for (const split of ['train', 'test'] as const) {
    const boxFile = file(split);
    if (boxFile === undefined) continue;
    const { edition, images } = await readBoxes(boxFile, `annotations_${split}.csv`, problems);
    const labelFile = file(`${split}Labels`);
    const seen: ReadonlyMap<string, Votes> | undefined =
      labelFile && (await readImageLabels(labelFile, `image_labels_${split}.csv`, problems));
    editions.add(edition);
    for (const [id, { boxed, votes }] of images) {
      const whole = seen?.get(id);
      if (seen && !whole) unlabelled.push(id);
      const labels = {
        ...votes.labels(edition.boxed, options.present),
        ...whole?.labels(physioNet.vocabulary.labels, options.present),
      };
      records.push({ id, split, frame: sizes.get(id), labels, annotations: boxed.annotations });
    }
  }
  const { vocabulary } = editions.has(physioNet) ? physioNet : kaggle;
  return assemble({
    dataset: 'vindr-cxr',
    labels: vocabulary.labels,
    records,
    options,
    context,
    notes: [
      ...problems.notes(),
      ...noteOf(unlabelled, 'not in the labels of whole images, so that only findings with boxes are known'),
    ],
  });
}
