import { table } from '../terminal/table.ts';
import type { ExplainedMap } from './write-map.ts';

/** Maps as a table for people. */
export function summary(maps: readonly ExplainedMap[], severalMethods: boolean): string {
  const only = (cell: string) => (severalMethods ? [cell] : []);
  const header = ['class', 'label', 'score', 'probability', 'layer', 'blank', 'overlay'];
  const rows = maps.map(({ image, method, target, label, score, probability, layer, blank, overlay }) => [
    image,
    ...only(method),
    target,
    label,
    score.toFixed(3),
    probability.toFixed(3),
    layer,
    blank ?? '',
    overlay,
  ]);
  const sheets = [...new Set(maps.flatMap(({ sheet }) => sheet ?? []))];
  const lines = sheets.map((sheet) => `sheet  ${sheet}\n`).join('');
  return table(['image', ...only('method'), ...header], rows) + lines;
}
