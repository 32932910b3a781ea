import { type NamedFile, openTable, type Problems } from '@camscope/datasets-common';

/** Who an image is of, and which part of the data it belongs to. */
export interface Person {
  readonly patient: string;
  readonly split: string;
}

/**
 * Patients and splits by image; an image has a row for each of its labels.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readPeople(file: NamedFile, problems: Problems): Promise<ReadonlyMap<string, Person>> {
  const table = await openTable(file, {
    format: { name: 'master_table.csv', columns: ['ImageID', 'PatientID', 'split'] },
  });
  const people = new Map<string, Person>();
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const person = { patient: row.text('PatientID'), split: row.text('split') };
      const image = row.required('ImageID');
      const known = people.get(image) ?? person;
      if (known.patient !== person.patient || known.split !== person.split)
        throw row.wrong(`${known.patient} in ${known.split}, as in a row before`, row.cells.join(','));
      people.set(image, person);
    });
  }
  return people;
}
