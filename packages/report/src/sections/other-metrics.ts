import type { Context, Primary } from '../analysis/context.ts';
import { arrow, decimalsOf } from '../analysis/measures.ts';
import { columnsOf, leadersOf, type LeaderOfMetric, type MeasureColumn } from '../analysis/metric-columns.ts';
import { prose, tableBlock, type Block } from '../html/section.ts';
import { csvRecords } from '../tables/csv-records.ts';
import type { Cell, Table } from '../tables/table.ts';
import { markup } from '../text/markup.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { chunks } from './chunks.ts';
import { meanTable } from './mean-table.ts';
import { PART, pCell } from './estimate-cell.ts';
import { firstOf, list, range } from './words.ts';

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

function leaderTable(context: Context, leaders: readonly LeaderOfMetric[]): Table {
  return {
    name: 'leaders',
    caption: 'The best method by each metric',
    remark: `Best by the mean over the findings for which every compared method has a value, on all networks; several where they lie within half a unit of the last digit shown. Difference of the first of them from the best of the others, the better the larger, with ${100 * context.options.level}% BCa interval over patients; p of the paired Wilcoxon signed-rank test on patients, the networks’ combined, after Holm’s correction over all pairs of methods; “not told apart” lists those that do not differ significantly, at α = ${context.options.alpha}.`,
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
        rows: leaders.map((one) => leaderCells(context, one)),
      },
    ],
    csv: csvRecords(leaders, {
      metric: ({ measure }) => measure.id,
      best: ({ leader }) => leader.best.join('; '),
      n: ({ comparison }) => comparison.rows,
      findings: ({ comparison }) => comparison.findings,
      mean: ({ leader }) => leader.mean.estimate,
      second: ({ leader }) => leader.second,
      difference: ({ leader }) => leader.difference?.estimate,
      low: ({ leader }) => leader.difference?.low,
      high: ({ leader }) => leader.difference?.high,
      p_holm: ({ leader }) => leader.p,
      undecided: ({ leader }) => leader.undecided.join('; '),
    }),
  };
}

function leaderCells({ series }: Context, { measure, leader, comparison }: LeaderOfMetric): Cell[] {
  const title = (name: string) => series.title(name);
  const { best, mean, second, difference, p, undecided } = leader;
  const { findings, allFindings } = comparison;
  const decimals = decimalsOf(measure, [mean.estimate ?? 0]);
  const ends = [difference?.estimate, difference?.low, difference?.high].flatMap((end) => end ?? []);
  const finer = Math.max(decimals, decimalsOf({ ...measure, range: [-Infinity, Infinity] }, ends));
  const shown = measure.range.every(Number.isFinite) ? decimals : finer;
  return [
    { text: measure.title + arrow(measure) },
    { text: list(best.map(title)) },
    {
      text: fixed(mean.estimate, decimals),
      ...(findings < allFindings ? { small: [`n = ${findings}`], note: PART } : {}),
    },
    { text: second === undefined ? DASH : title(second) },
    difference
      ? {
          text: fixed(difference.estimate, shown),
          ...(difference.low === null ? {} : { small: [range(difference.low, difference.high, shown)] }),
        }
      : { text: DASH, note: 'no other method is compared, or all tie' },
    p === undefined ? { text: DASH } : pCell(p),
    { text: firstOf(undecided.map(title)) || 'none' },
  ];
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
