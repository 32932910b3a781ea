import type { BaselineVerdict } from '@camscope/statistics';
import type { Context, Primary } from '../analysis/context.ts';
import { decimalsOf } from '../analysis/measures.ts';
import { bestMethodOf, strongestOf, type PriorVerdict } from '../analysis/priors.ts';
import { csvRecords } from '../tables/csv-records.ts';
import type { Cell, CsvRow, Table } from '../tables/table.ts';
import { clip } from '../text/clip.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { chunks } from './chunks.ts';
import { estimateCell, pCell } from './estimate-cell.ts';
import { range, someOf } from './words.ts';

const CSV = ['metric', 'class', 'method', 'baseline', 'difference', 'low', 'high', 'p', 'p_holm', 'verdict'];
const COUNTS = ['n', 'patients'];

/** Every trivial answer: how strong it is, and how many methods beat it. */
export function priorsTable(context: Context, { measure, priors, comparison }: Primary): Table {
  const title = (name: string) => context.series.title(name);
  const decimals = decimalsOf(
    measure,
    priors.flatMap(({ mean }) => mean.estimate ?? []),
  );
  const names = (of: readonly string[]): Cell => ({ text: someOf(of.map(title)) || 'none' });
  return {
    name: `${slug(measure.id)}-against-priors`,
    caption: `${measure.title}: methods against every trivial answer`,
    remark: `Means over the findings for which all ${comparison.methods.length} compared methods and the trivial answer have a value; a method is better or worse by Wilcoxon’s signed-rank tests on patients, after Holm’s correction over the methods, at α = ${context.options.alpha}.`,
    columns: [
      { title: 'Trivial answer', kind: 'text' },
      { title: 'Findings', kind: 'number' },
      { title: 'Mean', kind: 'number' },
      { title: 'Best method there', kind: 'text' },
      { title: 'Its mean', kind: 'number' },
      { title: 'Beaten by', kind: 'text' },
      { title: 'Better than', kind: 'text' },
      { title: 'Not told apart from', kind: 'text' },
    ],
    groups: [
      {
        rows: priors.map((one): Cell[] => {
          const best = bestMethodOf(one, measure);
          const { better, worse, undecided } = one.verdict;
          return [
            { text: title(one.prior) },
            { text: findingsInWords(one.findings, comparison.allFindings) },
            estimateCell(one.mean, decimals),
            { text: title(best) },
            { text: fixed(one.methods.get(best)!.estimate, decimals) },
            ...[better, worse, undecided].map(names),
          ];
        }),
      },
    ],
    csv: csvRecords(priors, {
      metric: () => measure.id,
      prior: ({ prior }) => prior,
      n: ({ rows }) => rows,
      findings: ({ findings }) => findings,
      patients: ({ patients }) => patients,
      mean: ({ mean }) => mean.estimate,
      low: ({ mean }) => mean.low,
      high: ({ mean }) => mean.high,
      best: (one) => bestMethodOf(one, measure),
      best_mean: (one) => one.methods.get(bestMethodOf(one, measure))!.estimate,
      better: ({ verdict }) => verdict.better.join('; '),
      worse: ({ verdict }) => verdict.worse.join('; '),
      undecided: ({ verdict }) => verdict.undecided.join('; '),
    }),
  };
}

/** `48`, or `10 of 12`. */
export function findingsInWords(findings: number, all: number): string {
  return findings === all ? String(all) : `${findings} of ${all}`;
}

/** Each method against one trivial answer. */
export function priorTable(context: Context, { measure, comparison }: Primary, one: PriorVerdict): Table {
  const title = context.series.title(one.prior);
  const decimals = decimalsOf(measure, [one.mean.estimate ?? 0]);
  return {
    name: `${slug(measure.id)}-against-${slug(one.prior)}`,
    caption: `${measure.title}: each method minus ${title}`,
    remark: `On ${findingsInWords(one.findings, comparison.allFindings)} findings. Mean difference with ${100 * context.options.level}% BCa interval over patients; p of the paired Wilcoxon signed-rank test after Holm’s correction over this table.`,
    columns: [
      { title: 'Method', kind: 'text' },
      { title: 'Difference', kind: 'number' },
      { title: 'Interval', kind: 'number' },
      { title: 'p', kind: 'number' },
      { title: 'Verdict', kind: 'text' },
    ],
    groups: [
      {
        rows: one.verdict.rows.map(({ method, difference, adjusted, verdict }) => [
          { text: context.series.title(method) },
          { text: fixed(difference.estimate, decimals) },
          { text: range(difference.low, difference.high, decimals) || DASH },
          pCell(adjusted),
          { text: verdict },
        ]),
      },
    ],
    csv: { columns: [...CSV, ...COUNTS], rows: records(measure.id, '(all)', one.verdict) },
  };
}

/** Each method against the strongest trivial answer of each pathology; of several tables where there are many. */
export function priorTablesByClass(context: Context, primary: Primary): Table[] {
  const { measure, priorsByClass } = primary;
  const labels = context
    .classes(priorsByClass.keys())
    .filter((label) => strongestOf(priorsByClass.get(label)!, measure) !== undefined);
  return chunks(labels, context.options.maxColumns).map((part, i) => byClassTable(context, primary, part, i));
}

function byClassTable(
  context: Context,
  { measure, comparison, priorsByClass }: Primary,
  labels: readonly string[],
  part: number,
): Table {
  const of = labels.map((label) => ({ label, strongest: strongestOf(priorsByClass.get(label)!, measure)! }));
  const cell = ({ verdict }: PriorVerdict, name: string): Cell => {
    const row = verdict.rows.find(({ method }) => method === name);
    return row
      ? estimateCell(row.difference, 3, { strong: row.verdict === 'better' })
      : { text: DASH, note: 'not compared' };
  };
  return {
    name: `${slug(measure.id)}-against-priors-by-class${part > 0 ? `-part-${part + 1}` : ''}`,
    caption: `${measure.title}: each method minus the strongest trivial answer of each pathology${part > 0 ? ', continued' : ''}`,
    remark: `Mean difference over all networks with ${100 * context.options.level}% BCa interval over patients; in bold, significantly better by the paired Wilcoxon signed-rank test after Holm’s correction over the methods, at α = ${context.options.alpha}. In brackets the number of findings. The file has every trivial answer.`,
    columns: [
      { title: 'Method', kind: 'text' },
      ...of.map(({ label, strongest }) => ({
        title: `${clip(label)} (${strongest.findings}): ${context.series.title(strongest.prior)}`,
        kind: 'number' as const,
      })),
    ],
    groups: [
      {
        rows: comparison.methods.map((name) => [
          { text: context.series.title(name) },
          ...of.map(({ strongest }) => cell(strongest, name)),
        ]),
      },
    ],
    csv: {
      columns: [...CSV, ...COUNTS],
      rows: labels.flatMap((label) =>
        priorsByClass.get(label)!.flatMap(({ verdict }) => records(measure.id, label, verdict)),
      ),
    },
  };
}

function records(metric: string, label: string, { baseline, rows }: BaselineVerdict): CsvRow[] {
  return rows.map(({ method, difference: d, p, adjusted, verdict }) => [
    ...[metric, label, method, baseline, d.estimate, d.low, d.high, p, adjusted, verdict],
    ...[d.cases, d.clusters],
  ]);
}
