import type { Fixation } from '@camscope/core';
import { entryOf, type NamedFile, openTable, type Problems } from '@camscope/datasets-common';

/** Where the reader looked, by the id of the image. */
export interface Looked {
  readonly byImage: ReadonlyMap<string, readonly Fixation[]>;
  /** Fixations that the tracker calls invalid, that took no time, or that are beside the image. */
  readonly left: { readonly invalid: number; readonly beside: number };
}

/**
 * The rows of `fixations.csv`. Where the reader looked beside the image, its columns are negative.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readFixations(file: NamedFile, sigma: number, problems: Problems): Promise<Looked> {
  const columns = ['DICOM_ID', 'FPOGD', 'X_ORIGINAL', 'Y_ORIGINAL'];
  const table = await openTable(file, { format: { name: 'fixations.csv of EGD-CXR', columns } });
  const hasFlag = table.columns.has('FPOGV');
  const byImage = new Map<string, Fixation[]>();
  const left = { invalid: 0, beside: 0 };
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const id = row.required('DICOM_ID');
      const [x, y, weight] = [row.number('X_ORIGINAL'), row.number('Y_ORIGINAL'), row.number('FPOGD')];
      if (weight <= 0 || (hasFlag && row.number('FPOGV') === 0)) left.invalid++;
      else if (x < 0 || y < 0) left.beside++;
      // The positions are those of pixels, whose centres are meant.
      else
        entryOf(byImage, id, () => []).push({ x: x + 0.5, y: y + 0.5, weight, sigmaX: sigma, sigmaY: sigma });
    });
  }
  return { byImage, left };
}
