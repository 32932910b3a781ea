import type { ContributionKinds } from '@camscope/core';
import type { SummaryLine } from '@camscope/pipeline';
import { table } from './table.ts';

/** Methods that are shown. */
const MOST = 8;

/** By what methods are judged. */
export interface Judgement {
  readonly metric: string;
  /** Empty for a metric of the map. */
  readonly segmenter: string;
  readonly direction: ContributionKinds['metric']['scoreDirection'];
}

interface Line {
  readonly model: string;
  readonly method: string;
  n: number;
  missing: number;
  sum: number;
}

/** The methods on each network, best first, with their mean over the findings of all classes, in ten lines at the most. */
export function closingTable(summary: readonly SummaryLine[], judgement: Judgement): string {
  const lines = linesOf(summary, judgement);
  if (lines.length === 0) return '';
  const { metric, segmenter, direction } = judgement;
  const sign = { higher: -1, lower: 1, none: 0 }[direction];
  lines.sort((a, b) => Number(a.n === 0) - Number(b.n === 0) || sign * (a.sum / a.n - b.sum / b.n));
  const models = new Set(lines.map(({ model }) => model));
  const header = ['method', segmenter === '' ? metric : `${metric} of ${segmenter}`, 'n', 'missing'];
  const rows = lines
    .slice(0, MOST)
    .map(({ model, method, n, missing, sum }) => [
      ...(models.size > 1 ? [model] : []),
      ...[method, n > 0 ? (sum / n).toFixed(4) : 'none', n, missing],
    ]);
  const more = lines.length > MOST ? `… and ${lines.length - MOST} more: see the report\n` : '';
  return table([...(models.size > 1 ? ['network'] : []), ...header], rows) + more;
}

/** Priors and readers, which have no network, are left to the report. */
function linesOf(summary: readonly SummaryLine[], { metric, segmenter }: Judgement): Line[] {
  const lines = new Map<string, Line>();
  for (const { model, method, n, missing, mean, ...of } of summary) {
    if (model === '' || of.metric !== metric || of.segmenter !== segmenter) continue;
    const key = JSON.stringify([model, method]);
    const line = lines.get(key) ?? { model, method, n: 0, missing: 0, sum: 0 };
    lines.set(key, line);
    line.n += n;
    line.missing += missing;
    line.sum += (mean ?? 0) * n;
  }
  return [...lines.values()];
}
