import { type Annotation, type Box, CamscopeError, type OpenContext } from '@camscope/core';
import { Boxed, boxOfSides, type Problems, type Row } from '@camscope/datasets-common';
import { findings } from './findings.ts';
import { boxList, openPublished } from './table.ts';

/** The boxes count pixels of the published images, all of this size. */
export const frame = { width: 1024, height: 1024 } as const;

/**
 * Annotations by image name, one for each finding, from BBox_List_2017.csv.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readBoxes(
  path: string,
  context: OpenContext,
  problems: Problems,
): Promise<Map<string, readonly Annotation[]>> {
  const images = new Map<string, Boxed>();
  const table = await openPublished(path, boxList, context);
  for await (const row of table.rows()) {
    const read = problems.attempt(() => readBox(row));
    if (read === undefined) continue;
    const boxed = images.get(read.image) ?? new Boxed();
    images.set(read.image, boxed);
    boxed.add(read.label, read.box);
  }
  return new Map([...images].map(([image, { annotations }]) => [image, annotations]));
}

function readBox({ cells, at }: Row): { image: string; label: string; box: Box } {
  const [image, finding, ...numbers] = cells;
  const [x, y, w, h] = numbers.slice(0, 4).map((cell) => (cell === '' ? NaN : Number(cell)));
  const box = boxOfSides(x, y, w, h);
  const sound = w > 0 && h > 0 && x >= 0 && y >= 0 && box.x1 <= frame.width && box.y1 <= frame.height;
  if (image === '' || !sound || numbers.slice(4).some((cell) => cell !== '')) {
    throw new CamscopeError('DATA_INVALID', 'Not a box', {
      at,
      asked: `image,finding,x,y,w,h with a box inside ${frame.width}×${frame.height}`,
      found: cells.join(','),
    });
  }
  return { image, label: findings.of(finding, at), box };
}
