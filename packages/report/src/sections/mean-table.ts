import type { Context } from '../analysis/context.ts';
import type { Estimates } from '../analysis/estimates.ts';
import { decimalsOf } from '../analysis/measures.ts';
import { toleranceOf } from '../analysis/leader.ts';
import type { MeasureColumn } from '../analysis/metric-columns.ts';
import type { Cell, RowGroup, Table } from '../tables/table.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { bestOf, PART } from './estimate-cell.ts';
import { readersInWords } from './readers-in-words.ts';
import { seriesGroups } from './series-kinds.ts';

/** Means of a column, one for each series; null where the measure does not have it. */
interface ColumnOfMeans extends MeasureColumn {
  readonly estimates: Estimates;
  readonly means: readonly (ReturnType<Estimates['plainMean']> | null)[];
}

export interface MeanTableText {
  readonly name: string;
  readonly caption: string;
  heading(column: MeasureColumn): string;
}

/** Series × measures: the mean of all findings. */
export function meanTable(context: Context, columns: readonly MeasureColumn[], text: MeanTableText): Table {
  const of = columns.map((column) => ({
    ...column,
    estimates: context.scores.estimates(column.measure.id, column.segmenter),
  }));
  const names = context.series.sorted(of.flatMap(({ estimates }) => estimates.cube.series));
  const found = of.map((column): ColumnOfMeans => {
    const { cube } = column.estimates;
    const mean = (series: string) =>
      cube.series.includes(series) ? column.estimates.plainMean({ series }) : null;
    return { ...column, means: names.map(mean) };
  });
  return {
    name: text.name,
    caption: text.caption,
    remark: `Mean of all findings, averaged over networks first; the best method of each column in bold, of those that are compared.${readersInWords(context)}`,
    columns: [
      { title: 'Method', kind: 'text' },
      ...columns.map((column) => ({ title: text.heading(column), kind: 'number' as const })),
    ],
    groups: groupsOf(
      context,
      names,
      found.map((column) => cellsOf(context, names, column)),
    ),
    csv: {
      columns: ['metric', 'segmenter', 'method', 'kind', 'n', 'mean'],
      rows: found.flatMap(({ measure, segmenter, means }) =>
        names.map((series, i) => {
          const mean = means[i];
          return [measure.id, segmenter, series, context.series.kind(series), mean?.n ?? 0, mean?.value];
        }),
      ),
    },
  };
}

function cellsOf(
  { options, scores }: Context,
  names: readonly string[],
  { measure, segmenter, means }: ColumnOfMeans,
): Cell[] {
  const found = means.flatMap((mean) => mean?.value ?? []);
  const decimals = decimalsOf(measure, found);
  const { methods, allFindings } = scores.comparison(measure.id, segmenter);
  const best = bestOf(
    names.map((name, i) => (methods.includes(name) ? (means[i]?.value ?? null) : null)),
    measure.direction,
    toleranceOf(measure, found, options),
  );
  return means.map((mean, i) => {
    if (!mean) return { text: DASH, note: 'not measured' };
    if (mean.value === null) return { text: DASH, note: 'no finding has a value: see Missing values' };
    const part = mean.n < allFindings ? { small: [`n = ${mean.n}`], note: PART } : {};
    return { text: fixed(mean.value, decimals), ...part, ...(best.has(i) ? { strong: true } : {}) };
  });
}

function groupsOf(
  context: Context,
  names: readonly string[],
  columns: readonly (readonly Cell[])[],
): RowGroup[] {
  return seriesGroups(context, names).map((group) => ({
    title: group.title,
    rows: group.names.map((name) => [
      { text: context.series.title(name) },
      ...columns.map((column) => column[names.indexOf(name)]),
    ]),
  }));
}
