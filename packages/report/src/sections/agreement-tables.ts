import type { Agreement } from '../analysis/agreement-measures.ts';
import type { PairFilter } from '../analysis/agreement.ts';
import type { Context } from '../analysis/context.ts';
import { decimalsOf } from '../analysis/measures.ts';
import type { CsvRow, Table } from '../tables/table.ts';
import { fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { chunks } from './chunks.ts';

/** Note on a pair that was compared on fewer findings than the others. */
const FEW = 'compared on few findings, which n counts on all networks';

/** Pairs × pathologies; of several tables where there are many pathologies. */
export function agreementTables(
  context: Context,
  { measure, segmenter, means, coverage }: Agreement,
): Table[] {
  const apart = new Set(coverage.apart.map(({ name }) => name));
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
              const { value, n } = of(a, b);
              if (value === null) return { text: fixed(value, decimals), note: 'no case has both' };
              const part = apart.has(a) || apart.has(b);
              return { text: fixed(value, decimals), ...(part ? { small: [`n = ${n}`], note: FEW } : {}) };
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
