import { CamscopeError, type Sample } from '@camscope/core';
import { findingOf, findings } from './findings.ts';
import { dataEntry, readTable, type Row } from './table.ts';

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
export async function readLabels(path: string, signal?: AbortSignal): Promise<Map<string, Entry>> {
  const { header, rows } = await readTable(path, dataEntry, signal);
  const patientColumn = header.indexOf('Patient ID');
  const entries = new Map<string, Entry>();
  for (const row of rows) {
    const [image] = row.cells;
    if (entries.has(image)) throw invalid(row, `The image '${image}' has a second row`);
    entries.set(image, { labels: readFindings(row), patient: row.cells[patientColumn] || undefined });
  }
  return entries;
}

function readFindings(row: Row): Sample['labels'] {
  const [image, joined] = row.cells;
  if (image === '' || !joined) throw invalid(row, 'Not an image with its findings');
  const present = new Set(joined.split('|').map((name) => findingOf(name.trim(), row.at)));
  return Object.fromEntries(findings.map((finding) => [finding, present.has(finding) ? 1 : 0]));
}

function invalid({ cells, at }: Row, summary: string): CamscopeError {
  return new CamscopeError('DATA_INVALID', summary, {
    at,
    asked: 'One row an image, which begins with image,findings joined by |',
    found: cells.join(','),
  });
}
