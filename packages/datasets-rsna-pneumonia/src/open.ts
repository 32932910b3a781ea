import type { Dataset, OpenContext } from '@camscope/core';
import { assemble, type ImageRecord, namedFile, noteOf, Problems } from '@camscope/datasets-common';
import { readBoxes } from './boxes.ts';
import { readClasses } from './classes.ts';
import { opacity, vocabulary } from './labels.ts';
import type { RsnaOptions } from './options.ts';

/** All images are of this size. */
const frame = { width: 1024, height: 1024 };

/**
 * The images in the order of the boxes' file.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: RsnaOptions, context: OpenContext): Promise<Dataset> {
  const problems = new Problems(context);
  const boxes = await readBoxes(namedFile('rsna-pneumonia', 'boxes', options.boxes, context), problems);
  const classes =
    options.classes === undefined
      ? undefined
      : await readClasses(namedFile('rsna-pneumonia', 'classes', options.classes, context), problems);
  const unclassed: string[] = [];
  const denied: string[] = [];
  const records = [...boxes].map(([id, { annotations }]): ImageRecord => {
    const name = classes?.get(id);
    const boxed = annotations.length > 0;
    if (classes && name === undefined) unclassed.push(id);
    if (name !== undefined && boxed !== (name === opacity)) denied.push(id);
    const labels =
      name === undefined || boxed
        ? { [opacity]: boxed ? (1 as const) : (0 as const) }
        : { ...vocabulary.present([name]), [opacity]: 0 as const };
    return { id, frame, patient: id, labels, annotations };
  });
  return assemble({
    dataset: 'rsna-pneumonia',
    labels: classes ? vocabulary.labels : [opacity],
    records,
    options,
    context,
    notes: [
      ...problems.notes(),
      ...noteOf(unclassed, 'not in the classes, so that only opacities are known'),
      ...noteOf(denied, 'whose class and boxes disagree on an opacity; the boxes count'),
    ],
  });
}
