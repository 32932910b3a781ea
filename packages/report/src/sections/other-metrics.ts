import type { Context, Primary } from '../analysis/context.ts';
import type { Leader } from '../analysis/comparison.ts';
import { arrow, decimalsOf } from '../analysis/measures.ts';
import type { MeasureFacts } from '../data.ts';
import { prose, tableBlock, type Block } from '../html/section.ts';
import { csvRecords } from '../tables/csv-records.ts';
import type { Cell, Table } from '../tables/table.ts';
import { markup } from '../text/markup.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { chunks } from './chunks.ts';
import { meanTable, type MeasureColumn } from './mean-table.ts';
import { firstOf, range } from './words.ts';

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
              segmenters.map((segmenter) => ({ measure: primary.measure, segmenter })),
              {
                name: 'segmenters',
                caption: `${primary.measure.title} by segmenter, all findings and networks`,
                heading: ({ segmenter }) => segmenter,
              },
            ),
          ),
        ]
      : []),
  ];
}

/** Every metric that is not a point of a curve, under the segmenter of the primary one where it has it. */
export function columnsOf({ scores, measures }: Context, primary: Primary): MeasureColumn[] {
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
  columns: readonly MeasureColumn[],
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
    csv: csvRecords(leaders, {
      metric: ({ measure }) => measure.id,
      best: ({ leader }) => leader.best,
      mean: ({ leader }) => leader.value,
      second: ({ leader }) => leader.second,
      difference: ({ leader }) => leader.difference?.estimate,
      low: ({ leader }) => leader.difference?.low,
      high: ({ leader }) => leader.difference?.high,
      p_holm: ({ leader }) => leader.p,
      undecided: ({ leader }) => leader.undecided.join('; '),
    }),
  };
}

function metricTables(context: Context, columns: readonly MeasureColumn[]): Table[] {
  return chunks(columns, context.options.maxColumns).map((part, i) =>
    meanTable(context, part, {
      name: i === 0 ? 'metrics' : `metrics-part-${i + 1}`,
      caption: `Means by every metric, all findings and networks${i > 0 ? ', continued' : ''}`,
      heading: ({ measure }) => measure.title + arrow(measure),
    }),
  );
}
