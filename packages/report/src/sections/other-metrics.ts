import type { Context, Primary } from '../analysis/context.ts';
import { isCovered, type Leader } from '../analysis/comparison.ts';
import { arrow, decimalsOf } from '../analysis/measures.ts';
import type { MeasureFacts } from '../data.ts';
import { prose, tableBlock, type Block } from '../html/section.ts';
import type { Cell, Table } from '../tables/table.ts';
import { markup } from '../text/markup.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { bestOf } from './estimate-cell.ts';
import { chunks } from './chunks.ts';
import { readersInWords } from './readers-in-words.ts';
import { firstOf, range } from './words.ts';

interface Column {
  readonly measure: MeasureFacts;
  readonly segmenter: string;
}

/** Means by every metric, by every segmenter, and who leads. */
export function otherMetricBlocks(context: Context, primary: Primary): Block[] {
  const columns = columnsOf(context, primary);
  const leaders = leadersOf(context, columns);
  const segmenters = context.scores.segmenters(primary.measure.id);
  return [
    ...(columns.length > 1
      ? [
          prose(markup`<h3>By other metrics</h3>`),
          ...(leaders.length > 0 ? [tableBlock(leaderTable(context, leaders))] : []),
          ...metricTables(context, columns).map(tableBlock),
        ]
      : []),
    ...(segmenters.length > 1
      ? [
          prose(markup`<h3>By segmenter</h3>`),
          tableBlock(
            meanTable(
              context,
              'segmenters',
              `${primary.measure.title} by segmenter, all findings and networks`,
              segmenters.map((segmenter) => ({ measure: primary.measure, segmenter })),
              ({ segmenter }) => segmenter,
            ),
          ),
        ]
      : []),
  ];
}

/** Every metric that is not a point of a curve, under the segmenter of the primary one where it has it. */
export function columnsOf({ scores, measures }: Context, primary: Primary): Column[] {
  const others = scores.metrics.filter((id) => id !== primary.measure.id);
  return [primary.measure.id, ...others]
    .map((id) => ({
      measure: measures.get('metric', id),
      segmenter: scores.segmenterFor(id, primary.segmenter),
    }))
    .filter(({ measure }, i) => measure.threshold === undefined || i === 0);
}

/** Who is best by each metric. */
export function leadersOf(
  { scores }: Context,
  columns: readonly Column[],
): { measure: MeasureFacts; leader: Leader }[] {
  return columns.flatMap(({ measure, segmenter }) => {
    const leader = scores.leader(measure.id, segmenter);
    return leader ? [{ measure, leader }] : [];
  });
}

function leaderTable(context: Context, leaders: readonly { measure: MeasureFacts; leader: Leader }[]): Table {
  const title = (name: string) => context.series.title(name);
  return {
    name: 'leaders',
    caption: 'The best method by each metric',
    remark: `Best by the mean of all findings over all networks. Difference from the second, with ${100 * context.options.level}% BCa interval over patients; p of the paired Wilcoxon signed-rank test on findings averaged over networks, after Holm’s correction for the best against every other method; “not told apart” lists those with p ≥ ${context.options.alpha}.`,
    columns: [
      { title: 'Metric', kind: 'text' },
      { title: 'Best', kind: 'text' },
      { title: 'Mean', kind: 'number' },
      { title: 'Second', kind: 'text' },
      { title: 'Difference', kind: 'number' },
      { title: 'p', kind: 'number' },
      { title: 'Not told apart', kind: 'text' },
    ],
    groups: [
      {
        rows: leaders.map(({ measure, leader }): Cell[] => {
          const { best, value, second, difference, p, undecided } = leader;
          const decimals = decimalsOf(measure, [value]);
          const ends = [difference?.estimate, difference?.low, difference?.high].flatMap((end) => end ?? []);
          const finer = Math.max(decimals, decimalsOf({ ...measure, range: [-Infinity, Infinity] }, ends));
          const shown = measure.range.every(Number.isFinite) ? decimals : finer;
          return [
            { text: measure.title + arrow(measure) },
            { text: title(best) },
            { text: fixed(value, decimals) },
            { text: second === undefined ? DASH : title(second) },
            difference
              ? {
                  text: fixed(difference.estimate, shown),
                  ...(difference.low === null
                    ? {}
                    : { small: [range(difference.low, difference.high, shown)] }),
                }
              : { text: DASH, note: 'only one method has enough values' },
            { text: p === null || p === undefined ? DASH : p < 0.001 ? '< 0.001' : p.toFixed(3) },
            { text: firstOf(undecided.map(title)) || 'none' },
          ];
        }),
      },
    ],
    csv: {
      columns: ['metric', 'best', 'mean', 'second', 'difference', 'low', 'high', 'p_holm', 'undecided'],
      rows: leaders.map(({ measure, leader: { best, value, second, difference: d, p, undecided } }) => [
        ...[measure.id, best, value, second, d?.estimate, d?.low, d?.high, p, undecided.join('; ')],
      ]),
    },
  };
}

function metricTables(context: Context, columns: readonly Column[]): Table[] {
  return chunks(columns, context.options.maxColumns).map((part, i) =>
    meanTable(
      context,
      i === 0 ? 'metrics' : `metrics-part-${i + 1}`,
      `Means by every metric, all findings and networks${i > 0 ? ', continued' : ''}`,
      part,
      ({ measure }) => measure.title + arrow(measure),
    ),
  );
}

function meanTable(
  context: Context,
  name: string,
  caption: string,
  columns: readonly Column[],
  heading: (column: Column) => string,
): Table {
  const of = columns.map((column) => {
    const estimates = context.scores.estimates(column.measure.id, column.segmenter);
    return { ...column, estimates, found: estimates.cube.series };
  });
  const names = context.series.sorted(of.flatMap(({ found }) => found));
  const means = of.map(({ estimates, found }) =>
    names.map((series) => (found.includes(series) ? estimates.plainMean({ series }) : null)),
  );
  const cells = of.map(({ measure }, column): Cell[] => {
    const there = means[column].flatMap((of) => of?.value ?? []);
    const decimals = decimalsOf(measure, there);
    const best = bestOf(
      names.map((series, i) =>
        context.series.kind(series) === 'method' && isCovered(of[column].estimates, series, context.options)
          ? (means[column][i]?.value ?? null)
          : null,
      ),
      measure.direction,
      decimals,
    );
    return names.map((_, i) => {
      const mean = means[column][i];
      if (!mean) return { text: DASH, note: 'not measured' };
      if (mean.value === null) return { text: DASH, note: 'no finding has a value: see Missing values' };
      return { text: fixed(mean.value, decimals), ...(best.has(i) ? { strong: true } : {}) };
    });
  });
  return {
    name,
    caption,
    remark: `Mean of all findings, averaged over networks first; the best method of each column in bold, of those that are compared.${readersInWords(context)}`,
    columns: [
      { title: 'Method', kind: 'text' },
      ...of.map((column) => ({ title: heading(column), kind: 'number' as const })),
    ],
    groups: (['method', 'prior', 'reader'] as const).flatMap((kind) => {
      const indices = names.flatMap((series, i) => (context.series.kind(series) === kind ? [i] : []));
      const rows = indices.map((i) => [
        { text: context.series.title(names[i]) },
        ...cells.map((column) => column[i]),
      ]);
      return rows.length === 0
        ? []
        : [{ title: { method: 'Methods', prior: 'Trivial answers', reader: 'Readers' }[kind], rows }];
    }),
    csv: {
      columns: ['metric', 'segmenter', 'method', 'kind', 'n', 'mean'],
      rows: of.flatMap(({ measure, segmenter }, column) =>
        names.map((series, i) => {
          const mean = means[column][i];
          return [measure.id, segmenter, series, context.series.kind(series), mean?.n ?? 0, mean?.value];
        }),
      ),
    },
  };
}
