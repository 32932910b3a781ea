import { CamscopeError, type OpenContext, type Sample } from '@camscope/core';
import type { Problems, Row } from '@camscope/datasets-common';
import { findings } from './findings.ts';
import { dataEntry, openPublished } from './table.ts';

/** What Data_Entry_2017.csv says of one image. */
export interface Entry {
  /** 1 or 0 for each of the findings, `No Finding` among them. */
  readonly labels: Sample['labels'];
  readonly patient?: string;
}

/**
 * Entries by image name.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readLabels(
  path: string,
  context: OpenContext,
  problems: Problems,
): Promise<Map<string, Entry>> {
  const table = await openPublished(path, dataEntry, context);
  const patientColumn = table.columns.names.indexOf('Patient ID');
  const entries = new Map<string, Entry>();
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const [image] = row.cells;
      if (entries.has(image)) throw invalid(row, `The image '${image}' has a second row`);
      entries.set(image, { labels: readFindings(row), patient: row.cells[patientColumn] || undefined });
    });
  }
  return entries;
}

function readFindings(row: Row): Sample['labels'] {
  const [image, joined] = row.cells;
  if (image === '' || !joined) throw invalid(row, 'Not an image with its findings');
  return findings.present(joined.split('|').map((name) => findings.of(name.trim(), row.at)));
}

function invalid({ cells, at }: Row, summary: string): CamscopeError {
  return new CamscopeError('DATA_INVALID', summary, {
    at,
    asked: 'One row an image, which begins with image,findings joined by |',
    found: cells.join(','),
  });
}
