import type { Dataset, OpenContext } from '@camscope/core';
import {
  assemble,
  namedFile,
  openTable,
  Problems,
  readMaskRows,
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
  const [image, runs] = ['ImageId', 'EncodedPixels'];
  const table = await openTable(namedFile('siim-acr', 'masks', options.masks, context), {
    format: { name: 'train-rle.csv', columns: [image, runs] },
  });
  const maskOf = (text: string, at: string) => relativeRuns(text, frame.width, frame.height, at);
  const images = await readMaskRows(table, { image, runs, maskOf }, problems);
  return assemble({
    dataset: 'siim-acr',
    labels: [label],
    records: images.records(label, frame),
    options,
    context,
    notes: [...problems.notes(), ...images.notes()],
  });
}
