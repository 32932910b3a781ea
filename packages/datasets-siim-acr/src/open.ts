import type { Annotation, Dataset, MaskRuns, OpenContext } from '@camscope/core';
import {
  assemble,
  entryOf,
  type ImageRecord,
  masked,
  namedFile,
  type NamedFile,
  noteOf,
  openTable,
  Problems,
  relativeRuns,
  unionOfRuns,
} from '@camscope/datasets-common';
import type { SiimOptions } from './options.ts';

/** All images are of this size. */
const frame = { width: 1024, height: 1024 };
const label = 'Pneumothorax';

/**
 * The images in the order of the masks' file.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: SiimOptions, context: OpenContext): Promise<Dataset> {
  const problems = new Problems(context);
  const images = await readMasks(namedFile('siim-acr', 'masks', options.masks, context), problems);
  const records = [...images].map(([id, masks]): ImageRecord => {
    const annotations = annotationsOf(masks);
    return { id, frame, labels: { [label]: annotations.length > 0 ? 1 : 0 }, annotations };
  });
  const united = [...images].filter(([, masks]) => masks.length > 1).map(([id]) => id);
  return assemble({
    dataset: 'siim-acr',
    labels: [label],
    records,
    options,
    context,
    notes: [...problems.notes(), ...noteOf(united, 'of several rows, whose masks are united')],
  });
}

/** The masks of each image: several where it has several rows, none where it has no pneumothorax. */
async function readMasks(file: NamedFile, problems: Problems): Promise<ReadonlyMap<string, MaskRuns[]>> {
  const table = await openTable(file, {
    format: { name: 'train-rle.csv', columns: ['ImageId', 'EncodedPixels'] },
  });
  const images = new Map<string, MaskRuns[]>();
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const text = row.required('EncodedPixels');
      const mask = text === '-1' ? undefined : relativeRuns(text, frame.width, frame.height, row.at);
      const masks = entryOf(images, row.required('ImageId'), () => []);
      if (mask) masks.push(mask);
    });
  }
  return images;
}

function annotationsOf(masks: readonly MaskRuns[]): Annotation[] {
  const annotation = masks.length === 0 ? undefined : masked(label, unionOfRuns(masks));
  return annotation ? [annotation] : [];
}
