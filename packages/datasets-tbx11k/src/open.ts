import type { Dataset, OpenContext } from '@camscope/core';
import {
  assemble,
  Boxed,
  type CocoBoxedImage,
  type ImageRecord,
  namedFile,
  Problems,
  readCocoBoxes,
  PublishedLabels,
} from '@camscope/datasets-common';
import type { Tbx11kOptions } from './options.ts';

/** In the order of the category ids. The third is of uncertain activity. */
const vocabulary = new PublishedLabels('TBX11K', [
  'ActiveTuberculosis',
  'ObsoletePulmonaryTuberculosis',
  'PulmonaryTuberculosis',
]);

/**
 * The images in the order of the files.
 * @throws CamscopeError DATA_INVALID naming file and place, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: Tbx11kOptions, context: OpenContext): Promise<Dataset> {
  const problems = new Problems(context);
  const records: ImageRecord[] = [];
  for (const split of ['train', 'val'] as const) {
    const path = options[split];
    if (path === undefined) continue;
    const file = namedFile('tbx11k', split, path, context);
    for (const image of await readCocoBoxes(file, problems))
      problems.attempt(() => records.push({ ...recordOf(image, file.path), split }));
  }
  return assemble({
    dataset: 'tbx11k',
    labels: vocabulary.labels,
    records,
    options,
    context,
    notes: problems.notes(),
  });
}

function recordOf({ name, frame, boxes }: CocoBoxedImage, path: string): ImageRecord {
  const boxed = new Boxed();
  for (const { category, box, at } of boxes) boxed.add(vocabulary.of(category, `${path}: ${at}`), box);
  const { annotations } = boxed;
  return { id: name, frame, labels: vocabulary.present(annotations.map(({ label }) => label)), annotations };
}
