import type { Context, Primary } from '../analysis/context.ts';
import { decimalsOf } from '../analysis/measures.ts';
import type { Standing, Standings } from '../analysis/standings.ts';
import { csvRecords } from '../tables/csv-records.ts';
import type { Cell, Table } from '../tables/table.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { estimateCell } from './estimate-cell.ts';
import { findingsInWords } from './prior-tables.ts';
import { readersInWords } from './readers-in-words.ts';

const GROUPS: readonly (readonly [keyof Standings, string])[] = [
  ['compared', 'Methods'],
  ['partial', 'Methods on part of the findings'],
  ['priors', 'Trivial answers'],
  ['readers', 'Readers'],
];

/** Every series over all networks and findings: a row each, and what it can be compared with. */
export function standingsTable(context: Context, { measure, standings, comparison }: Primary): Table {
  const all = GROUPS.flatMap(([group]) => standings[group].map((standing) => ({ group, ...standing })));
  const decimals = decimalsOf(
    measure,
    all.flatMap(({ mean }) => mean.estimate ?? []),
  );
  const cells = ({ name, mean, findings, rival }: Standing): Cell[] => [
    { text: context.series.title(name) },
    { text: findingsInWords(findings, comparison.allFindings) },
    estimateCell(mean, decimals),
    rival
      ? { text: fixed(rival.mean.estimate, decimals), small: [context.series.title(rival.name)] }
      : { text: DASH },
  ];
  return {
    name: `${slug(measure.id)}-standings`,
    caption: `${measure.title} over all networks`,
    remark: `Mean with ${100 * context.options.level}% BCa interval over patients, over the findings on networks for which all ${comparison.methods.length} compared methods and the series have a value. Where these are fewer, the best compared method on the same findings stands beside it, and no rank is told.${readersInWords(context)}`,
    columns: [
      { title: 'Method', kind: 'text' },
      { title: 'Findings', kind: 'number' },
      { title: 'Mean', kind: 'number' },
      { title: 'Best method on the same', kind: 'number' },
    ],
    groups: GROUPS.filter(([group]) => standings[group].length > 0).map(([group, title]) => ({
      title,
      rows: standings[group].map(cells),
    })),
    csv: csvRecords(all, {
      method: ({ name }) => name,
      group: ({ group }) => group,
      metric: () => measure.id,
      n: ({ mean }) => mean.cases,
      findings: ({ findings }) => findings,
      patients: ({ mean }) => mean.clusters,
      mean: ({ mean }) => mean.estimate,
      low: ({ mean }) => mean.low,
      high: ({ mean }) => mean.high,
      best: ({ rival }) => rival?.name,
      best_mean: ({ rival }) => rival?.mean.estimate,
    }),
  };
}
