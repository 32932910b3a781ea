import type { Annotation, Dataset, OpenContext } from '@camscope/core';
import {
  assemble,
  type ImageRecord,
  namedFile,
  type NamedFile,
  openTable,
  Problems,
} from '@camscope/datasets-common';
import type { ObjectCxrOptions } from './options.ts';
import { annotationOf } from './shapes.ts';

const label = 'Foreign object';

/**
 * The images in the order of the files.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: ObjectCxrOptions, context: OpenContext): Promise<Dataset> {
  const problems = new Problems(context);
  const records: ImageRecord[] = [];
  for (const split of ['train', 'dev'] as const) {
    const path = options[split];
    if (path === undefined) continue;
    const objects = await readObjects(namedFile('object-cxr', split, path, context), split, problems);
    for (const [id, found] of objects)
      records.push({ id, split, labels: { [label]: found ? 1 : 0 }, annotations: found ? [found] : [] });
  }
  return assemble({
    dataset: 'object-cxr',
    labels: [label],
    records,
    options,
    context,
    notes: problems.notes(),
  });
}

/** The objects of each image; undefined where there are none. */
async function readObjects(
  file: NamedFile,
  split: string,
  problems: Problems,
): Promise<ReadonlyMap<string, Annotation | undefined>> {
  const table = await openTable(file, { format: { name: `${split}.csv`, columns: ['annotation'] } });
  // The description calls it a path, the files a name.
  const column = table.columns.has('image_path') ? 'image_path' : 'image_name';
  const images = new Map<string, Annotation | undefined>();
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const image = row.required(column);
      if (images.has(image)) throw row.wrong('an image that no other row names', image);
      images.set(image, annotationOf(label, row.text('annotation'), row));
    });
  }
  return images;
}
