import type { Annotation, Dataset, OpenContext, Sample } from '@camscope/core';
import {
  assemble,
  countOf,
  entryOf,
  type ImageRecord,
  looked,
  namedFile,
  Problems,
} from '@camscope/datasets-common';
import { labelsOf } from './labels.ts';
import { readMetadata, type Reading } from './metadata.ts';
import type { ReflacxOptions } from './options.ts';
import { readEllipses, readFixations } from './reading-files.ts';

/** Readings whose files are read at a time. */
const AT_ONCE = 32;

/**
 * The images in the order in which they were first read.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: ReflacxOptions, context: OpenContext): Promise<Dataset> {
  const problems = new Problems(context);
  const file = (path: string) => namedFile('reflacx', 'readings', `${options.readings}/${path}`, context);
  const phases = [...new Set(options.phases)];
  const byImage = new Map<string, Reading[]>();
  for (const phase of phases)
    for (const reading of await readMetadata(file(`metadata_phase_${phase}.csv`), phase, problems))
      entryOf(byImage, reading.dicom, () => []).push(reading);

  const drawn = new Map<Reading, Annotation[]>();
  let gaze = 0;
  const read = async (reading: Reading, n: number) => {
    const reader = `reading ${n + 1}`;
    const all: Annotation[] = [];
    if (options.annotations !== 'gaze') {
      const path = file(`${reading.id}/anomaly_location_ellipses.csv`);
      for (const one of await readEllipses(path, reading, options.present, problems))
        all.push({ ...one, reader });
    }
    if (options.annotations !== 'ellipses' && reading.looked) {
      const fixations = await readFixations(file(`${reading.id}/fixations.csv`), problems);
      const found = looked(fixations, labelsIn([reading], options.present), options.gaze, reader);
      if (found.length > 0) gaze++;
      all.push(...found);
    }
    drawn.set(reading, all);
  };
  const due = [...byImage.values()].flatMap((readings) => readings.map((one, n) => () => read(one, n)));
  for (let i = 0; i < due.length; i += AT_ONCE)
    await Promise.all(due.slice(i, i + AT_ONCE).map((work) => work()));

  const records = [...byImage].map(([id, readings]): ImageRecord => ({
    id,
    file: readings[0].image,
    frame: readings[0].frame,
    patient: readings[0].patient,
    split: readings[0].split,
    labels: labelsIn(readings, options.present),
    annotations: readings.flatMap((one) => drawn.get(one)!),
  }));
  const notes = [...problems.notes(), ...gazeNotes(gaze, options)];
  return assemble({ dataset: 'reflacx', labels: labelsOf(phases), records, options, context, notes });
}

/** 1 where most readings have found it, −1 where fewer have or some thought it unlikely, 0 where none did. */
function labelsIn(readings: readonly Reading[], present: number): Sample['labels'] {
  const names = new Set(readings.flatMap(({ certainties }) => [...certainties.keys()]));
  return Object.fromEntries(
    [...names].map((label) => {
      const found = readings.flatMap(({ certainties }) => certainties.get(label) ?? []);
      const most = found.filter((certainty) => certainty >= present).length > found.length / 2;
      return [label, most ? 1 : found.some((certainty) => certainty > 0) ? -1 : 0];
    }),
  );
}

function gazeNotes(readings: number, { gaze }: ReflacxOptions): string[] {
  if (readings === 0) return [];
  const which = gaze === 'present' ? 'that it found' : 'that is known';
  return [
    `Gaze is of whole readings, not of single findings: that of ${countOf(readings, 'reading')} stands for every label ${which}`,
  ];
}
