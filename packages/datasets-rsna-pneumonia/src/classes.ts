import { type NamedFile, openTable, type Problems } from '@camscope/datasets-common';
import { vocabulary } from './labels.ts';

/**
 * The class of each image, which has a row for every box.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readClasses(file: NamedFile, problems: Problems): Promise<ReadonlyMap<string, string>> {
  const table = await openTable(file, {
    format: { name: 'stage_2_detailed_class_info.csv', columns: ['patientId', 'class'] },
  });
  const classes = new Map<string, string>();
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const [image, name] = [row.required('patientId'), vocabulary.of(row.required('class'), row.at)];
      const known = classes.get(image) ?? name;
      if (known !== name) throw row.wrong(`'${known}', as in a row before`, name);
      classes.set(image, name);
    });
  }
  return classes;
}
