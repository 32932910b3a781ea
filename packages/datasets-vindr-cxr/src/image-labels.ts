import { entryOf, type NamedFile, openTable, type Problems } from '@camscope/datasets-common';
import { physioNet } from './findings.ts';
import { Votes } from './votes.ts';

/**
 * What each reader, or their consensus, saw in whole images: a column a label, 1 or 0.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readImageLabels(
  file: NamedFile,
  name: string,
  problems: Problems,
): Promise<ReadonlyMap<string, Votes>> {
  const table = await openTable(file, { format: { name, columns: ['image_id', 'No finding'] } });
  const readers = table.columns.has('rad_id');
  const columns = table.columns.names
    .filter((column) => column !== 'image_id' && column !== 'rad_id')
    .map((column) => ({ column, label: physioNet.vocabulary.of(column, `${file.path}:1`) }));
  const images = new Map<string, Votes>();
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const votes = entryOf(images, row.required('image_id'), () => new Votes());
      const reader = readers ? row.required('rad_id') : '';
      votes.reader(reader);
      for (const { column, label } of columns) {
        const value = Number(row.text(column));
        if (value === 1) votes.saw(reader, label);
        else if (value !== 0) throw row.wrong(`1 or 0 under '${column}'`, row.text(column));
      }
    });
  }
  return images;
}
