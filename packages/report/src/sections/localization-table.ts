import type { Context, Primary } from '../analysis/context.ts';
import type { Subset } from '../analysis/estimates.ts';
import { decimalsOf } from '../analysis/measures.ts';
import type { Cell, CsvRow, RowGroup, Table } from '../tables/table.ts';
import { slug } from '../text/slug.ts';
import { toleranceOf } from '../analysis/leader.ts';
import { bestOf, estimateCell } from './estimate-cell.ts';
import { chunks } from './chunks.ts';
import { readersInWords } from './readers-in-words.ts';
import { seriesGroups } from './series-kinds.ts';

const CAPTIONS: Record<Subset, string> = {
  all: 'all findings',
  found: 'only findings with a prediction (“true positives only”)',
};

/** Series × classes of one network, with intervals; of several tables where there are many classes. */
export function localizationTables(
  context: Context,
  primary: Primary,
  model: string,
  subset: Subset,
): Table[] {
  const { measure, estimates } = primary;
  const classes = context.classes(estimates.cube.classes);
  // The mean of all findings says nothing more where there is one class.
  const columns = classes.length > 1 ? [...classes, undefined] : classes;
  const parts = chunks(columns, context.options.maxColumns);
  return parts.map((part, i) => ({
    name: [slug(measure.id), slug(model), subset, ...(i > 0 ? [`part-${i + 1}`] : [])].join('-'),
    caption: `${measure.title} of ${context.modelTitle(model)}, ${CAPTIONS[subset]}${i > 0 ? ', continued' : ''}`,
    remark: remarkOf(context, subset),
    columns: [
      { title: 'Method', kind: 'text' },
      ...part.map((label) => ({
        title: label === undefined ? 'All' : `${label} (${estimates.cube.cases.get(label)?.length ?? 0})`,
        kind: 'number' as const,
      })),
    ],
    groups: groupsOf(context, primary, { model, subset, classes: part }),
    csv: csvOf(context, primary, { model, subset, classes: part }),
  }));
}

/** What is in one table. */
interface Shown {
  readonly model: string;
  readonly subset: Subset;
  /** Undefined for all together. */
  readonly classes: readonly (string | undefined)[];
}

function groupsOf(
  context: Context,
  { measure, estimates, comparison }: Primary,
  { model, subset, classes }: Shown,
): RowGroup[] {
  const decimals = decimalsOf(measure);
  return seriesGroups(context, estimates.cube.series).map(({ title, ranked, names }) => {
    const cells = classes.map((label): Cell[] => {
      const whole = label === undefined ? comparison.allFindings : estimates.cube.cases.get(label)!.length;
      const means = names.map((series) =>
        estimates.mean({ series, model, subset, ...(label === undefined ? {} : { class: label }) }),
      );
      const found = means.map(({ estimate }) => estimate);
      const tolerance = toleranceOf(
        measure,
        found.flatMap((value) => value ?? []),
        context.options,
      );
      const best = ranked ? bestOf(found, measure.direction, tolerance) : new Set();
      return means.map((mean, i) =>
        estimateCell(mean, decimals, {
          strong: best.has(i),
          ...(subset === 'found' ? { n: true } : { whole }),
          missing: 'no finding has a value: see Missing values',
        }),
      );
    });
    const rows = names.map((name, i) => [
      { text: context.series.title(name) },
      ...cells.map((column) => column[i]),
    ]);
    return { title, rows };
  });
}

function csvOf(
  context: Context,
  { measure, segmenter, estimates }: Primary,
  { model, subset, classes }: Shown,
) {
  const rows = estimates.cube.series.flatMap((series) =>
    classes.map((label): CsvRow => {
      const of = estimates.mean({ series, model, subset, ...(label === undefined ? {} : { class: label }) });
      const { estimate, low, high, level, method, cases, clusters, replicates, empty } = of;
      const where = [
        model,
        label ?? '(all)',
        series,
        context.series.kind(series),
        measure.id,
        segmenter,
        subset,
      ];
      return [...where, cases, clusters, estimate, low, high, level, method, replicates, empty];
    }),
  );
  const columns = ['model', 'class', 'method', 'kind', 'metric', 'segmenter', 'subset'];
  const numbers = [
    'n',
    'patients',
    'mean',
    'low',
    'high',
    'level',
    'interval',
    'replicates',
    'empty_replicates',
  ];
  return { columns: [...columns, ...numbers], rows };
}

function remarkOf(context: Context, subset: Subset): string {
  const { options } = context;
  const numbers =
    subset === 'all'
      ? 'In brackets the number of findings.'
      : 'A method is judged on the findings for which its prediction is not empty; n counts them.';
  return `Mean with ${100 * options.level}% BCa interval (${options.replicates} replicates over patients); the best of the compared methods of each column in bold. ${numbers} “All” is the mean of all findings together.${readersInWords(context)}`;
}
