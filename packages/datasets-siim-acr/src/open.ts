import type { Dataset, OpenContext } from '@camscope/core';
import {
  assemble,
  MaskedImages,
  namedFile,
  type NamedFile,
  openTable,
  Problems,
  relativeRuns,
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
  return assemble({
    dataset: 'siim-acr',
    labels: [label],
    records: images.records(label, frame),
    options,
    context,
    notes: [...problems.notes(), ...images.notes()],
  });
}

async function readMasks(file: NamedFile, problems: Problems): Promise<MaskedImages> {
  const table = await openTable(file, {
    format: { name: 'train-rle.csv', columns: ['ImageId', 'EncodedPixels'] },
  });
  const images = new MaskedImages();
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const text = row.required('EncodedPixels');
      const mask = text === '-1' ? undefined : relativeRuns(text, frame.width, frame.height, row.at);
      images.add(row.required('ImageId'), mask);
    });
  }
  return images;
}
