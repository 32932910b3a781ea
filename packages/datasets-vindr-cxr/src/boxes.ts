import {
  Boxed,
  entryOf,
  type NamedFile,
  openTable,
  type Problems,
  type Row,
} from '@camscope/datasets-common';
import { type Edition, kaggle, noFinding, physioNet } from './findings.ts';
import { Votes } from './votes.ts';

/** What the readers of one image drew. */
export interface Reading {
  readonly boxed: Boxed;
  readonly votes: Votes;
}

export interface BoxFile {
  readonly edition: Edition;
  readonly images: ReadonlyMap<string, Reading>;
}

/**
 * Boxes of several readers, or of their consensus, whose rows name no reader.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readBoxes(file: NamedFile, name: string, problems: Problems): Promise<BoxFile> {
  const table = await openTable(file, {
    format: { name, columns: ['image_id', 'class_name', 'x_min', 'y_min', 'x_max', 'y_max'] },
  });
  const found = new Set<string>();
  const readers = table.columns.has('rad_id');
  const images = new Map<string, Reading>();
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const reader = readers ? row.required('rad_id') : undefined;
      const label = physioNet.vocabulary.of(row.required('class_name'), row.at);
      found.add(label);
      const { boxed, votes } = entryOf(images, row.required('image_id'), newReading);
      if (label !== noFinding) boxed.add(label, boxOf(row), reader);
      votes.saw(reader ?? '', label);
    });
  }
  // Kaggle numbers the findings that it has.
  const isKaggle = table.columns.has('class_id') && [...found].every((label) => kaggle.vocabulary.has(label));
  return { edition: isKaggle ? kaggle : physioNet, images };
}

function newReading(): Reading {
  return { boxed: new Boxed(), votes: new Votes() };
}

function boxOf(row: Row) {
  return {
    x0: row.number('x_min'),
    y0: row.number('y_min'),
    x1: row.number('x_max'),
    y1: row.number('y_max'),
  };
}
