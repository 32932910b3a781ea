import type { PairComparison } from '@camscope/statistics';
import type { Context, Primary } from '../analysis/context.ts';
import { csvRecords } from '../tables/csv-records.ts';
import type { Table } from '../tables/table.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { pCell } from './estimate-cell.ts';
import { range } from './words.ts';

/** Every pair of methods, tested. */
export function pairTable(context: Context, { measure }: Primary, pairs: readonly PairComparison[]): Table {
  const title = (name: string) => context.series.title(name);
  return {
    name: `${slug(measure.id)}-pairs`,
    caption: `${measure.title}: every pair of methods`,
    remark: `First minus second, with ${100 * context.options.level}% BCa interval over patients; p of the paired Wilcoxon signed-rank test, combined over networks, after Holm’s correction over all pairs; effect sizes: matched-pairs rank-biserial correlation and Cohen’s d of differences.`,
    columns: [
      { title: 'First', kind: 'text' },
      { title: 'Second', kind: 'text' },
      { title: 'Difference', kind: 'number' },
      { title: 'Interval', kind: 'number' },
      { title: 'p', kind: 'number' },
      { title: 'Rank-biserial', kind: 'number' },
      { title: 'Cohen’s d', kind: 'number' },
    ],
    groups: [
      {
        rows: pairs.map(({ a, b, difference, adjusted, rankBiserial, cohenDz, winner }) => [
          { text: title(a), strong: winner === a },
          { text: title(b), strong: winner === b },
          { text: fixed(difference.estimate, 3) },
          { text: range(difference.low, difference.high, 3) || DASH },
          pCell(adjusted),
          { text: fixed(rankBiserial, 2) },
          { text: fixed(cohenDz, 2) },
        ]),
      },
    ],
    csv: csvRecords(pairs, {
      metric: () => measure.id,
      a: ({ a }) => a,
      b: ({ b }) => b,
      difference: ({ difference }) => difference.estimate,
      low: ({ difference }) => difference.low,
      high: ({ difference }) => difference.high,
      p: ({ p }) => p,
      p_holm: ({ adjusted }) => adjusted,
      p_nemenyi: ({ nemenyi }) => nemenyi,
      rank_biserial: ({ rankBiserial }) => rankBiserial,
      cohen_dz: ({ cohenDz }) => cohenDz,
      cliffs_delta: ({ cliffsDelta }) => cliffsDelta,
      winner: ({ winner }) => winner,
    }),
  };
}
