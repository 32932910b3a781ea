import type { Dataset, OpenContext } from '@camscope/core';
import {
  assemble,
  countOf,
  type ImageRecord,
  looked,
  namedFile,
  noteOf,
  Problems,
} from '@camscope/datasets-common';
import { readCases } from './cases.ts';
import { readFixations } from './fixations.ts';
import { columnsOf } from './labels.ts';
import type { EgdOptions } from './options.ts';

/**
 * The images in the order of `master_sheet.csv`.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: EgdOptions, context: OpenContext): Promise<Dataset> {
  const problems = new Problems(context);
  const file = (option: 'cases' | 'fixations') => namedFile('egd-cxr', option, options[option], context);
  const cases = await readCases(file('cases'), options.labels, problems);
  const { byImage, left } = await readFixations(file('fixations'), options.sigma, problems);
  const records = cases.map(({ id, image, patient, labels }): ImageRecord => ({
    ...{ id, file: image, patient, labels },
    annotations: looked(byImage.get(id) ?? [], labels, options.gaze),
  }));
  const known = new Set(cases.map(({ id }) => id));
  const readings = cases.filter(({ id }) => byImage.has(id)).length;
  const which = options.gaze === 'present' ? 'that the image has' : 'that is known';
  const notes = [
    ...problems.notes(),
    `Gaze is of whole readings, not of single findings: that of ${countOf(readings, 'reading')} stands for every label ${which}`,
    ...(left.beside > 0 ? [`${countOf(left.beside, 'fixation')} beside the image passed over`] : []),
    ...(left.invalid > 0
      ? [
          `${countOf(left.invalid, 'fixation')} passed over that the tracker calls invalid or that took no time`,
        ]
      : []),
    ...noteOf(
      [...byImage.keys()].filter((id) => !known.has(id)),
      'with fixations that are not in master_sheet.csv, such as those for calibration, passed over',
    ),
  ];
  const labels = columnsOf[options.labels].map(({ label }) => label);
  return assemble({ dataset: 'egd-cxr', labels, records, options, context, notes });
}
