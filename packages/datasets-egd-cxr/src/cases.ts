import type { Sample } from '@camscope/core';
import { type NamedFile, openTable, type Problems, type Row } from '@camscope/datasets-common';
import { columnsOf } from './labels.ts';
import type { EgdOptions } from './options.ts';

/** An image that was read. */
export interface Case {
  readonly id: string;
  /** Path below the folder of MIMIC-CXR. */
  readonly image: string;
  readonly patient: string;
  readonly labels: Sample['labels'];
}

/**
 * The images of `master_sheet.csv`, in its order.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readCases(
  file: NamedFile,
  which: EgdOptions['labels'],
  problems: Problems,
): Promise<readonly Case[]> {
  const labels = columnsOf[which];
  const columns = ['dicom_id', 'path', 'patient_id', ...labels.map(({ column }) => column)];
  const table = await openTable(file, { format: { name: 'master_sheet.csv of EGD-CXR', columns } });
  const cases = new Map<string, Case>();
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const id = row.required('dicom_id');
      if (cases.has(id)) throw row.wrong('one row for each image', `a second one of ${id}`);
      const known = labels.flatMap(({ label, column }) => {
        const value = valueIn(row, column);
        return value === undefined ? [] : [[label, value] as const];
      });
      cases.set(id, {
        ...{ id, image: row.required('path'), patient: row.required('patient_id') },
        labels: Object.fromEntries(known),
      });
    });
  }
  return [...cases.values()];
}

/** Nothing is known where the cell is empty. */
function valueIn(row: Row, column: string): -1 | 0 | 1 | undefined {
  if (row.isEmpty(column)) return undefined;
  const value = row.number(column);
  if (value === 1 || value === 0 || value === -1) return value;
  throw row.wrong(`1, 0, -1 or nothing under '${column}'`, row.text(column));
}
