import type { ReaderAgreement } from '@camscope/pipeline';
import { table } from '../terminal/table.ts';

/** Pairs that are printed of each label. */
const MOST = 3;

/** How well readers agree, the pairs that have most in common one by one. */
export function agreementInWords(labels: readonly ReaderAgreement[]): string {
  if (labels.length === 0) return '';
  const rows = labels.flatMap(({ label, mean, findings, pairs }) => [
    [
      label,
      pairs.length === 1 ? pairs[0].readers.join(' – ') : `all ${pairs.length} pairs`,
      findings,
      mean.toFixed(3),
    ],
    ...(pairs.length === 1 ? [] : pairs.slice(0, MOST)).map((pair) => [
      ...['', pair.readers.join(' – ')],
      ...[pair.findings, pair.mean.toFixed(3)],
    ]),
  ]);
  const more = labels.some(({ pairs }) => pairs.length > MOST)
    ? `; of many pairs, those with the most in common (--json has all)`
    : '';
  const heading = `Readers: IoU of their largest boxes, where both drew the finding${more}:\n`;
  return heading + table(['label', 'readers', 'in common', 'IoU'], rows);
}
