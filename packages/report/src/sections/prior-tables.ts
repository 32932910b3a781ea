import type { BaselineVerdict } from '@camscope/statistics';
import type { Context, Primary } from '../analysis/context.ts';
import { clip } from '../text/clip.ts';
import type { Cell, CsvRow, Table } from '../tables/table.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { chunks } from './chunks.ts';
import { estimateCell, pCell } from './estimate-cell.ts';
import { range } from './words.ts';

const CSV = ['metric', 'class', 'method', 'baseline', 'difference', 'low', 'high', 'p', 'p_holm', 'verdict'];
const COUNTS = ['n', 'patients'];

/** Each method against the reference: over all findings, and pathology by pathology. */
export function baselineTables(context: Context, primary: Primary): Table[] {
  const { baseline, byClass } = primary.verdicts!;
  if (!baseline) return [];
  const labels = context.classes(byClass.keys());
  const parts = labels.length === 0 ? [] : chunks(labels, context.options.maxColumns);
  return [
    overallTable(context, primary, baseline),
    ...parts.map((part, i) => byClassTable(context, primary, part, i)),
  ];
}

function overallTable(context: Context, { measure }: Primary, baseline: BaselineVerdict): Table {
  const title = context.series.title(baseline.baseline);
  return {
    name: `${slug(measure.id)}-against-${slug(baseline.baseline)}`,
    caption: `${measure.title}: each method minus ${title}`,
    remark: `Mean difference with ${100 * context.options.level}% BCa interval over patients; p of the paired Wilcoxon signed-rank test after Holm’s correction over this table.`,
    columns: [
      { title: 'Method', kind: 'text' },
      { title: 'Difference', kind: 'number' },
      { title: 'Interval', kind: 'number' },
      { title: 'p', kind: 'number' },
      { title: 'Verdict', kind: 'text' },
    ],
    groups: [
      {
        rows: methodRows(context, baseline).map(({ method, difference, adjusted, verdict }) => [
          { text: context.series.title(method) },
          { text: fixed(difference.estimate, 3) },
          { text: range(difference.low, difference.high, 3) || DASH },
          pCell(adjusted),
          { text: verdict },
        ]),
      },
    ],
    csv: { columns: [...CSV, ...COUNTS], rows: records(context, measure.id, '(all)', baseline) },
  };
}

function byClassTable(
  context: Context,
  { measure, verdicts }: Primary,
  labels: readonly string[],
  part: number,
): Table {
  const { byClass } = verdicts!;
  const { baseline } = byClass.get(labels[0])!;
  const names = context.series.sorted(
    labels.flatMap((label) => methodRows(context, byClass.get(label)!).map(({ method }) => method)),
  );
  const cell = (label: string, name: string): Cell => {
    const row = byClass.get(label)!.rows.find(({ method }) => method === name);
    return row
      ? estimateCell(row.difference, 3, { strong: row.verdict === 'better' })
      : { text: DASH, note: 'not compared' };
  };
  return {
    name: `${slug(measure.id)}-against-${slug(baseline)}-by-class${part > 0 ? `-part-${part + 1}` : ''}`,
    caption: `${measure.title}: each method minus ${context.series.title(baseline)}, by pathology${part > 0 ? ', continued' : ''}`,
    remark: `Mean difference over all networks with ${100 * context.options.level}% BCa interval over patients; in bold, significantly better by the paired Wilcoxon signed-rank test after Holm’s correction over the methods, at α = ${context.options.alpha}. In brackets the number of patients.`,
    columns: [
      { title: 'Method', kind: 'text' },
      ...labels.map((label) => ({
        title: `${clip(label)} (${byClass.get(label)!.rows[0]?.difference.clusters ?? 0})`,
        kind: 'number' as const,
      })),
    ],
    groups: [
      {
        rows: names.map((name) => [
          { text: context.series.title(name) },
          ...labels.map((label) => cell(label, name)),
        ]),
      },
    ],
    csv: {
      columns: [...CSV, ...COUNTS],
      rows: labels.flatMap((label) => records(context, measure.id, label, byClass.get(label)!)),
    },
  };
}

function methodRows({ series }: Context, { rows }: BaselineVerdict): BaselineVerdict['rows'] {
  return rows.filter(({ method }) => series.kind(method) === 'method');
}

function records(context: Context, metric: string, label: string, verdict: BaselineVerdict): CsvRow[] {
  return methodRows(context, verdict).map(({ method, difference: d, p, adjusted, verdict: word }) => [
    ...[metric, label, method, verdict.baseline, d.estimate, d.low, d.high, p, adjusted, word],
    ...[d.cases, d.clusters],
  ]);
}
