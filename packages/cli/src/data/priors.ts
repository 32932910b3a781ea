import type { TrivialPriors } from '@camscope/pipeline';
import { table } from '../terminal/table.ts';

/** What guesses get, a column for each; with the findings that it stands on where they are fewer. */
export function priorsInWords({ labels, takenAs }: TrivialPriors): string {
  if (labels.length === 0) return '';
  const columns = new Map(
    labels.flatMap(({ priors }) => priors.map(({ prior, measure }) => [prior, measure] as const)),
  );
  const rows = labels.map(({ label, findings, priors }) => [
    ...[label, findings],
    ...[...columns.keys()].map((name) => {
      const found = priors.find(({ prior }) => prior === name);
      if (!found) return '–';
      return found.mean.toFixed(3) + (found.findings < findings ? ` of ${found.findings}` : '');
    }),
  ]);
  const names = [...columns].map(([prior, measure]) => `${prior} ${measure === 'iou' ? 'IoU' : measure}`);
  const size = takenAs
    ? `; the size of no image is known, and all are taken as ${takenAs.width} × ${takenAs.height}`
    : '';
  const heading = `Guesses that know nothing of the image, and of boxes those of other patients alone${size}:\n`;
  return heading + table(['label', 'findings', ...names], rows);
}
