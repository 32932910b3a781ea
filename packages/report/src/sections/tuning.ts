import { listed } from '@camscope/pipeline';
import type { Context } from '../analysis/context.ts';
import type { TunedFacts, TuningFacts } from '../data.ts';
import { prose, tableBlock, type Section } from '../html/section.ts';
import type { Cell, Table } from '../tables/table.ts';
import { markup, type Content } from '../text/markup.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { chunks } from './chunks.ts';

/** Where each class of each method was cut, and on what that was tuned. */
export function tuningSection(context: Context): Section | undefined {
  const { tuning } = context.data;
  if (!tuning || tuning.tuned.length === 0) return undefined;
  const found = new Set(tuning.tuned.map(({ model }) => model));
  const models = [
    ...context.models([...found].filter((model) => model !== '')),
    ...(found.has('') ? [''] : []),
  ];
  return {
    id: 'tuning',
    title: 'Tuned thresholds',
    blocks: [
      prose(introduction(tuning)),
      ...models.flatMap((model) => tables(context, tuning, model)).map(tableBlock),
    ],
  };
}

function introduction({ segmenter, on, reportedOn, rule, reader, grid }: TuningFacts): Content {
  const judged =
    rule === 'mean-iou'
      ? 'the highest mean IoU of masks over all findings'
      : `the best by the rule of ${rule}`;
  const whose = reader === undefined ? 'once for each reader' : `as ${reader} drew them`;
  const tried =
    grid.length === 1
      ? `${grid[0]} was tried`
      : `of ${grid.length} from ${grid[0]} to ${grid.at(-1)} the one with ${judged}`;
  return markup`<p>The segmenter ${segmenter} cuts each class of each method on each network at a threshold of its own: ${tried}, tuned on ${listed(on)} and used on ${listed(reportedOn)}. n counts findings of ${listed(on)}, ${whose}.</p>`;
}

function tables(context: Context, tuning: TuningFacts, model: string): Table[] {
  const tuned = tuning.tuned.filter((one) => one.model === model);
  const classes = context.classes(tuned.map(({ label }) => label));
  return chunks(classes, context.options.maxColumns).map((part, i) => table(context, tuning, tuned, part, i));
}

function table(
  context: Context,
  tuning: TuningFacts,
  all: readonly TunedFacts[],
  classes: readonly string[],
  part: number,
): Table {
  const [{ model }] = all;
  const tuned = all.filter(({ label }) => classes.includes(label));
  const of = model === '' ? 'guesses' : context.modelTitle(model);
  const cell = (method: string, label: string) =>
    cellOf(
      tuning,
      tuned.find((one) => one.method === method && one.label === label),
    );
  const continued = part > 0 ? ', continued' : '';
  return {
    name: `${['thresholds', model || 'guesses'].map(slug).join('-')}${part > 0 ? `-part-${part + 1}` : ''}`,
    caption: `Thresholds of the segmenter ${tuning.segmenter}, tuned on ${listed(tuning.on)}, ${of}${continued}`,
    columns: [
      { title: model === '' ? 'Guess' : 'Method', kind: 'text' },
      ...classes.map((title) => ({ title, kind: 'number' as const })),
    ],
    groups: [
      {
        rows: context.series
          .sorted(tuned.map(({ method }) => method))
          .map((method) => [
            { text: context.series.title(method) },
            ...classes.map((label) => cell(method, label)),
          ]),
      },
    ],
    csv: {
      columns: ['model', 'method', 'class', 'threshold', 'mean_iou', 'n'],
      rows: tuned.map((one) => [one.model, one.method, one.label, one.threshold, one.meanIou, one.n]),
    },
  };
}

function cellOf({ grid }: TuningFacts, tuned: TunedFacts | undefined): Cell {
  if (!tuned || tuned.threshold === null)
    return { text: DASH, note: 'no threshold could be tuned on its findings' };
  const { threshold, meanIou, n } = tuned;
  const isEnd = grid.length > 1 && (threshold === grid[0] || threshold === grid.at(-1));
  return {
    text: String(threshold),
    small: [`IoU ${fixed(meanIou, 3)}`, `n = ${n}`],
    note: isEnd ? 'the first or last that was tried: one beyond it may be better' : undefined,
  };
}
