import { type Frame, type NamedFile, openTable, type Problems, type Row } from '@camscope/datasets-common';
import { type Asked, askedIn } from './labels.ts';

/** One reading of one image. */
export interface Reading {
  /** Names the folder of its files. */
  readonly id: string;
  readonly dicom: string;
  /** Path below the folder of MIMIC-CXR. */
  readonly image: string;
  readonly patient: string;
  readonly split: string;
  readonly frame: Frame;
  readonly asked: Asked;
  /** By label, 0 to 5; of what is only true or false, 0 or 5. */
  readonly certainties: ReadonlyMap<string, number>;
  /** Whether there are fixations. */
  readonly looked: boolean;
}

const CERTAIN = 5;

/**
 * The readings of a phase, in the order of its file.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readMetadata(
  file: NamedFile,
  phase: 1 | 2 | 3,
  problems: Problems,
): Promise<readonly Reading[]> {
  const asked = askedIn(phase);
  const columns = ['id', 'split', 'eye_tracking_data_discarded', 'image', 'dicom_id', 'subject_id'];
  const format = {
    name: `metadata_phase_${phase}.csv of REFLACX`,
    columns: [...columns, 'image_size_x', 'image_size_y', ...asked.drawn, ...asked.flags],
  };
  const readings: Reading[] = [];
  for await (const row of (await openTable(file, { format })).rows()) {
    const reading = problems.attempt(() => readingOf(row, asked));
    if (reading) readings.push(reading);
  }
  return readings;
}

function readingOf(row: Row, asked: Asked): Reading {
  return {
    id: folder(row),
    dicom: row.required('dicom_id'),
    image: row.required('image'),
    patient: row.required('subject_id'),
    split: row.text('split'),
    frame: { width: side(row, 'image_size_x'), height: side(row, 'image_size_y') },
    asked,
    certainties: new Map([
      ...asked.drawn.map((label) => [label, certaintyIn(row, label)] as const),
      ...asked.flags.map((label) => [label, isTrue(row, label) ? CERTAIN : 0] as const),
    ]),
    looked: !isTrue(row, 'eye_tracking_data_discarded'),
  };
}

export function certaintyIn(row: Row, column: string): number {
  const certainty = row.number(column);
  if (certainty >= 0 && certainty <= CERTAIN) return certainty;
  throw row.wrong(`a certainty from 0 to 5 under '${column}'`, row.text(column));
}

/** As pandas writes it. */
export function isTrue(row: Row, column: string): boolean {
  const text = row.text(column);
  if (/^(true|1|1\.0)$/i.test(text)) return true;
  if (/^(false|0|0\.0|)$/i.test(text)) return false;
  throw row.wrong(`True or False under '${column}'`, text);
}

/** It names a folder, and none elsewhere. */
function folder(row: Row): string {
  const id = row.required('id');
  if (/^[\w-]+$/.test(id)) return id;
  throw row.wrong("letters and digits under 'id'", id);
}

function side(row: Row, column: string): number {
  const pixels = row.number(column);
  if (Number.isInteger(pixels) && pixels > 0) return pixels;
  throw row.wrong(`a size in whole pixels under '${column}'`, row.text(column));
}
