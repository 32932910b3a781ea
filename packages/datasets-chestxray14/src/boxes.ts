import { type Annotation, type Box, CamscopeError } from '@camscope/core';
import { findingOf } from './findings.ts';
import { boxList, readTable, type Row } from './table.ts';

/** The boxes count pixels of the published images, all of this size. */
export const frame = { width: 1024, height: 1024 } as const;

/**
 * Annotations by image name, one for each finding, from BBox_List_2017.csv.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readBoxes(path: string, signal?: AbortSignal): Promise<Map<string, Annotation[]>> {
  const images = new Map<string, (Annotation & { readonly boxes: Box[] })[]>();
  for (const row of (await readTable(path, boxList, signal)).rows) {
    const { image, label, box } = readBox(row);
    const annotations = images.get(image) ?? [];
    images.set(image, annotations);
    const same = annotations.find((annotation) => annotation.label === label);
    if (same) same.boxes.push(box);
    else annotations.push({ label, boxes: [box] });
  }
  return images;
}

function readBox({ cells, at }: Row): { image: string; label: string; box: Box } {
  const [image, finding, ...numbers] = cells;
  const [x, y, w, h] = numbers.slice(0, 4).map((cell) => (cell === '' ? NaN : Number(cell)));
  const box = { x0: x, y0: y, x1: x + w, y1: y + h };
  const sound = w > 0 && h > 0 && x >= 0 && y >= 0 && box.x1 <= frame.width && box.y1 <= frame.height;
  if (image === '' || !sound || numbers.slice(4).some((cell) => cell !== '')) {
    throw new CamscopeError('DATA_INVALID', 'Not a box', {
      at,
      asked: `image,finding,x,y,w,h with a box inside ${frame.width}×${frame.height}`,
      found: cells.join(','),
    });
  }
  return { image, label: findingOf(finding, at), box };
}
