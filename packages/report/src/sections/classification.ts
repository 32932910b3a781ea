import type { Context } from '../analysis/context.ts';
import { arrow, decimalsOf } from '../analysis/measures.ts';
import { toleranceOf } from '../analysis/leader.ts';
import { inOrder } from '../analysis/series.ts';
import type { ClassificationFacts } from '../data.ts';
import { figureBlock, more, tableBlock, type Section } from '../html/section.ts';
import { csvRecords } from '../tables/csv-records.ts';
import type { Cell, Table } from '../tables/table.ts';
import { clip } from '../text/clip.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { classificationCurves } from './classification-curves.ts';
import { bestOf } from './estimate-cell.ts';
import { list, range } from './words.ts';

/** Tables shown at once; the other metrics' can be unfolded. */
const OPEN_TABLES = 1;

/** How well the networks tell images with a pathology from those without. */
export function classificationSection(context: Context): Section | undefined {
  const rows = context.data.classification ?? [];
  const found = new Set(rows.map(({ metric }) => metric));
  const metrics = inOrder(found, context.measures.ids('classification'));
  const tables = metrics.map((metric) => classificationTable(context, metric, rows));
  const figures = classificationCurves(context);
  if (tables.length === 0 && figures.length === 0) return undefined;
  const rest = tables.slice(OPEN_TABLES);
  return {
    id: 'classification',
    title: 'Classification',
    blocks: [
      ...tables.slice(0, OPEN_TABLES).map(tableBlock),
      ...(rest.length > 0 ? [more('By other metrics', rest.map(tableBlock))] : []),
      ...figures.map(figureBlock),
    ],
  };
}

/** Pathologies × networks by one metric. */
function classificationTable(context: Context, metric: string, all: readonly ClassificationFacts[]): Table {
  const rows = all.filter((row) => row.metric === metric);
  const measure = context.measures.get('classification', metric);
  const models = context.models(rows.map(({ model }) => model));
  const labels = context.classes(rows.map(({ label }) => label));
  const values = rows.flatMap(({ value }) => value ?? []);
  const decimals = decimalsOf(measure, values);
  const tolerance = toleranceOf(measure, values, context.options);
  const of = (label: string, model: string) => rows.find((row) => row.label === label && row.model === model);
  return {
    name: `classification-${slug(metric)}`,
    caption: `${measure.title}${arrow(measure)} by pathology and network`,
    remark: remarkOf(context, rows),
    columns: [
      { title: 'Pathology', kind: 'text' },
      { title: 'Positive / images', kind: 'number' },
      ...models.map((model) => ({ title: context.modelTitle(model), kind: 'number' as const })),
    ],
    groups: [
      {
        rows: labels.map((label) => {
          const found = models.map((model) => of(label, model));
          const best = bestOf(
            found.map((row) => row?.value ?? null),
            measure.direction,
            tolerance,
          );
          const counts = [...new Set(found.flatMap((row) => (row ? `${row.positives} / ${row.n}` : [])))];
          return [
            { text: clip(label) },
            { text: counts.join('; ') },
            ...found.map((row, i) => cellOf(row, decimals, best.has(i))),
          ];
        }),
      },
    ],
    csv: csvRecords(rows, {
      model: ({ model }) => model,
      label: ({ label }) => label,
      metric: () => metric,
      n: ({ n }) => n,
      positives: ({ positives }) => positives,
      value: ({ value }) => value,
      low: ({ low }) => low,
      high: ({ high }) => high,
      interval: ({ interval }) => interval,
      reason: ({ reason }) => reason,
    }),
  };
}

function cellOf(row: ClassificationFacts | undefined, decimals: number, strong: boolean): Cell {
  if (!row) return { text: DASH, note: 'the network does not know this label' };
  if (row.value === null) return { text: DASH, note: row.reason ?? 'no value' };
  const small = row.reason === 'no-variation' ? 'no variation' : range(row.low, row.high, decimals);
  return {
    text: fixed(row.value, decimals),
    ...(small ? { small: [small] } : row.reason ? { note: row.reason } : {}),
    ...(strong ? { strong } : {}),
  };
}

function remarkOf({ options }: Context, rows: readonly ClassificationFacts[]): string {
  const intervals = [...new Set(rows.flatMap(({ interval }) => interval ?? []))];
  const how = intervals.length > 0 ? ` Small: ${100 * options.level}% interval (${list(intervals)}).` : '';
  return `The best network of each row in bold.${how}`;
}
