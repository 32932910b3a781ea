import { csvLine } from '@camscope/pipeline';
import type { ShownScene } from './scene.ts';

const COLUMNS = [
  ...['image', 'method', 'layer', 'label', 'rank', 'xMin', 'yMin', 'xMax', 'yMax'],
  ...['area', 'meanHeat', 'score'],
];

/** The regions of every map, best first, CSV: half-open boxes in pixels of the image. */
export function boxesCsv({ maps }: ShownScene): string {
  const rows = maps.flatMap(({ held, image, segmentation }) =>
    (segmentation?.regions ?? []).map(({ box, area, meanHeat, score }, i) => [
      ...[image.name, held.method, held.layer, held.label, i + 1],
      ...[box.x0, box.y0, box.x1, box.y1, area, meanHeat, score],
    ]),
  );
  return [COLUMNS, ...rows].map((row) => csvLine(row)).join('');
}
