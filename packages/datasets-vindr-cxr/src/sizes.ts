import { type Frame, type NamedFile, openTable } from '@camscope/datasets-common';

/**
 * Sizes of images, the height first as in the files that are passed around.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readSizes(file: NamedFile): Promise<ReadonlyMap<string, Frame>> {
  const table = await openTable(file, {
    format: { name: 'a table of sizes', columns: ['image_id', 'dim0', 'dim1'] },
  });
  const sizes = new Map<string, Frame>();
  for await (const row of table.rows()) {
    const frame = { width: row.number('dim1'), height: row.number('dim0') };
    if (!(frame.width >= 1 && frame.height >= 1))
      throw row.wrong('a height and a width', `${frame.height}, ${frame.width}`);
    sizes.set(row.required('image_id'), frame);
  }
  return sizes;
}
