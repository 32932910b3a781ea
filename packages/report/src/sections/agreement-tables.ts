import type { Agreement } from '../analysis/agreement-measures.ts';
import type { PairFilter } from '../analysis/agreement.ts';
import type { Context } from '../analysis/context.ts';
import { decimalsOf } from '../analysis/measures.ts';
import type { CsvRow, Table } from '../tables/table.ts';
import { fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { chunks } from './chunks.ts';

/** Pairs × pathologies; of several tables where there are many pathologies. */
export function agreementTables(context: Context, { measure, segmenter, means }: Agreement): Table[] {
  const names = means.names();
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const));
  const classes = context.classes(means.classes);
  const columns = classes.length > 1 ? [undefined, ...classes] : classes;
  const decimals = decimalsOf(measure);
  const record = (filter: PairFilter): CsvRow[] => {
    const of = means.within(filter);
    const where = [filter.model ?? '(all)', filter.class ?? '(all)'];
    return pairs.map(([a, b]) => [...where, a, b, measure.id, segmenter, of(a, b).n, of(a, b).value]);
  };
  return chunks(columns, context.options.maxColumns - 1).map((part, i): Table => {
    const found = part.map((label) => means.within(label === undefined ? {} : { class: label }));
    return {
      name: `agreement-${slug(measure.id)}${i > 0 ? `-part-${i + 1}` : ''}`,
      caption: `Mean ${measure.title} of every pair, over all networks${i > 0 ? ', continued' : ''}`,
      columns: [
        { title: 'First', kind: 'text' },
        { title: 'Second', kind: 'text' },
        ...part.map((label) => ({ title: label ?? 'All', kind: 'number' as const })),
      ],
      groups: [
        {
          rows: pairs.map(([a, b]) => [
            { text: context.series.title(a) },
            { text: context.series.title(b) },
            ...found.map((of) => {
              const { value } = of(a, b);
              return {
                text: fixed(value, decimals),
                ...(value === null ? { note: 'no case has both' } : {}),
              };
            }),
          ]),
        },
      ],
      csv: {
        columns: ['model', 'class', 'a', 'b', 'metric', 'segmenter', 'n', 'mean'],
        rows: part.flatMap((label) =>
          [undefined, ...means.models].flatMap((model) =>
            record({
              ...(model === undefined ? {} : { model }),
              ...(label === undefined ? {} : { class: label }),
            }),
          ),
        ),
      },
    };
  });
}
