import type { Dataset, OpenContext } from '@camscope/core';
import { assemble, countOf, type ImageRecord, namedFile, noteOf, Problems } from '@camscope/datasets-common';
import { readHead } from '@camscope/files-node';
import type { MsCxrOptions } from './options.ts';
import { type PhraseImage, Phrases, vocabulary } from './phrases.ts';
import { readCoco } from './read-coco.ts';
import { readTable } from './read-table.ts';

/**
 * The images in the order of the file.
 * @throws CamscopeError DATA_INVALID naming file and place, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: MsCxrOptions, context: OpenContext): Promise<Dataset> {
  const problems = new Problems(context);
  const phrases = new Phrases();
  const file = namedFile('ms-cxr', 'boxes', options.boxes, context);
  const start = new TextDecoder().decode(await readHead(file.path, 64, file.reading));
  await (/^\uFEFF?\s*[{[]/.test(start) ? readCoco : readTable)(file, phrases, problems);
  const images = [...phrases.images];
  const repeated = images.reduce((sum, image) => sum + image.repeated, 0);
  return assemble({
    dataset: 'ms-cxr',
    labels: vocabulary.labels,
    records: images.map(recordOf),
    options: { ...options, only: 'annotated' },
    context,
    notes: [
      ...problems.notes(),
      ...noteOf(
        images.filter((image) => image.repeated > 0).map(({ id }) => id),
        `with ${countOf(repeated, 'phrase')} for a box that another phrase has, which counts once`,
      ),
    ],
  });
}

function recordOf({ id, path, frame, split, boxed: { annotations } }: PhraseImage): ImageRecord {
  return {
    id,
    file: path,
    frame,
    split,
    patient: /(?:^|\/)(p\d{8})\//.exec(path)?.[1],
    labels: Object.fromEntries(annotations.map(({ label }) => [label, 1])),
    annotations,
  };
}
