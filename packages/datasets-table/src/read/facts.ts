import { asFrame, type Frame, type ImageFindings, type Row } from '@camscope/datasets-common';
import type { ColumnMap } from '../columns/usual.ts';

/**
 * Patient, split and size of an image, on which its rows agree.
 * @throws CamscopeError DATA_INVALID where they do not.
 */
export function readFacts(row: Row, columns: ColumnMap, image: ImageFindings): void {
  for (const fact of ['patient', 'split'] as const) {
    const column = columns[fact];
    const told = column === undefined ? '' : row.text(column).normalize('NFC');
    if (told === '') continue;
    const known = (image[fact] ??= told);
    if (known !== told) throw row.wrong(`one ${fact} of ${image.id}, '${known}' as before`, `'${told}'`);
  }
  const frame = frameIn(row, columns);
  if (frame === undefined) return;
  const known = (image.frame ??= frame);
  if (known.width !== frame.width || known.height !== frame.height)
    throw row.wrong(`one size of ${image.id}, ${inWords(known)} as before`, inWords(frame));
}

function frameIn(row: Row, { imageWidth, imageHeight }: ColumnMap): Frame | undefined {
  if (imageWidth === undefined || imageHeight === undefined) return undefined;
  if (row.isEmpty(imageWidth) && row.isEmpty(imageHeight)) return undefined;
  const [width, height] = [row.number(imageWidth), row.number(imageHeight)];
  const frame = asFrame(width, height);
  if (frame) return frame;
  throw row.wrong('the size of an image in pixels', inWords({ width, height }));
}

function inWords({ width, height }: Frame): string {
  return `${width} × ${height}`;
}
