import { boxOfSides, type NamedFile, openTable, type Problems } from '@camscope/datasets-common';
import type { Phrases } from './phrases.ts';

/**
 * A row for every box of every phrase.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readTable(file: NamedFile, phrases: Phrases, problems: Problems): Promise<void> {
  const table = await openTable(file, {
    format: {
      name: 'MS_CXR_Local_Alignment_v1.1.0.csv',
      columns: ['dicom_id', 'category_name', 'path', 'x', 'y', 'w', 'h', 'image_width', 'image_height'],
    },
  });
  // Version 1.0.0 has no splits.
  const splits = table.columns.has('split');
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const facts = {
        id: row.required('dicom_id'),
        path: row.required('path'),
        frame: { width: row.number('image_width'), height: row.number('image_height') },
        split: splits ? row.text('split') : undefined,
      };
      const box = boxOfSides(row.number('x'), row.number('y'), row.number('w'), row.number('h'));
      phrases.add(facts, row.required('category_name'), box, row.at);
    });
  }
}
