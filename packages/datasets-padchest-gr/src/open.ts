import type { Dataset, OpenContext } from '@camscope/core';
import {
  assemble,
  type Frame,
  type ImageRecord,
  namedFile,
  noteOf,
  Problems,
} from '@camscope/datasets-common';
import type { PadChestGrOptions } from './options.ts';
import { type Person, readPeople } from './people.ts';
import { annotationsOf, readReports, type Report } from './reports.ts';

/**
 * The images in the order of the reports; the labels in that in which sentences name them.
 * @throws CamscopeError DATA_INVALID naming file and place, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: PadChestGrOptions, context: OpenContext): Promise<Dataset> {
  const problems = new Problems(context);
  const reports = await readReports(namedFile('padchest-gr', 'reports', options.reports, context), problems);
  const people: ReadonlyMap<string, Person> | undefined =
    options.table === undefined
      ? undefined
      : await readPeople(namedFile('padchest-gr', 'table', options.table, context), problems);
  const labels = [...new Set(reports.flatMap((report) => [...report.labels]))];
  const strangers = people ? reports.map(({ image }) => image).filter((image) => !people.has(image)) : [];
  return assemble({
    dataset: 'padchest-gr',
    labels,
    records: reports.map((report) => recordOf(report, labels, people?.get(report.image), options)),
    options,
    context,
    notes: [
      ...problems.notes(),
      ...noteOf(strangers, 'not in the table, so that patient and split are unknown'),
    ],
  });
}

function recordOf(
  report: Report,
  labels: readonly string[],
  person: Person | undefined,
  { others }: PadChestGrOptions,
): ImageRecord {
  const known = others === 'absent' ? labels : [...report.labels];
  return {
    id: report.image,
    ...person,
    labels: Object.fromEntries(known.map((label) => [label, report.labels.has(label) ? 1 : 0])),
    annotations: report.drawn.length === 0 ? [] : (frame: Frame) => annotationsOf(report, frame),
  };
}
