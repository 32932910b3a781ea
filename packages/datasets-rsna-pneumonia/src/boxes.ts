import {
  Boxed,
  boxOfSides,
  entryOf,
  type NamedFile,
  openTable,
  type Problems,
} from '@camscope/datasets-common';
import { opacity } from './labels.ts';

const sides = ['x', 'y', 'width', 'height'];

/**
 * The boxes of each image; none where its target is 0.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readBoxes(file: NamedFile, problems: Problems): Promise<ReadonlyMap<string, Boxed>> {
  const table = await openTable(file, {
    format: { name: 'stage_2_train_labels.csv', columns: ['patientId', ...sides, 'Target'] },
  });
  const images = new Map<string, Boxed>();
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const target = row.required('Target');
      const boxed = entryOf(images, row.required('patientId'), () => new Boxed());
      if (target === '1') {
        const [x, y, width, height] = sides.map((side) => row.number(side));
        boxed.add(opacity, boxOfSides(x, y, width, height));
      } else if (target !== '0' || !sides.every((side) => row.isEmpty(side)))
        throw row.wrong('a box and Target 1, or no box and Target 0', row.cells.join(','));
    });
  }
  return images;
}
