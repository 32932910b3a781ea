import type { Context } from '../analysis/context.ts';
import { prose, tableBlock, type Block, type Section } from '../html/section.ts';
import type { Table } from '../tables/table.ts';
import { markup } from '../text/markup.ts';
import { count } from '../text/numbers.ts';
import { firstOf } from './words.ts';

/** Scores without a value. */
export interface Missing {
  /** Scores in all. */
  readonly rows: number;
  /** Of them, those without a value. */
  readonly values: number;
  /** Maps that say nothing, among the scores of the primary metric. */
  readonly blanks: number;
  readonly reasons: readonly MissingReason[];
  readonly blankReasons: readonly MissingReason[];
}

interface MissingReason {
  readonly reason: string;
  readonly count: number;
  readonly methods: readonly string[];
  readonly metrics: readonly string[];
}

export function missingOf({ data, scores: all, primary }: Context): Missing {
  const { scores } = data;
  if (!scores || !primary) return { rows: 0, values: 0, blanks: 0, reasons: [], blankReasons: [] };
  const withReason = scores.where({ reason: scores.levels('reason').filter((level) => level !== '') });
  const reasons = reasonsIn(withReason, 'reason', true);
  const rest = scores.missing() - reasons.reduce((sum, reason) => sum + reason.count, 0);
  const judged = all.rows(primary.measure.id, primary.segmenter);
  const blank = judged.where({ blank: judged.levels('blank').filter((level) => level !== '') });
  const blankReasons = reasonsIn(blank, 'blank', false);
  return {
    rows: scores.size,
    values: scores.missing(),
    blanks: blankReasons.reduce((sum, reason) => sum + reason.count, 0),
    reasons:
      rest > 0 ? [...reasons, { reason: 'no reason given', count: rest, methods: [], metrics: [] }] : reasons,
    blankReasons,
  };
}

/** Everything that the numbers do not show. */
export function notesSection({ data, series, measures }: Context, missing: Missing): Section | undefined {
  const { notes, failures } = data.study;
  const blocks: Block[] = [];
  const titles = (names: readonly string[]) => firstOf(names.map((name) => series.title(name)));
  if (failures.length > 0) {
    blocks.push(
      tableBlock({
        name: 'failures',
        caption: 'Jobs that failed',
        columns: [
          { title: 'Reason', kind: 'text' },
          { title: 'Jobs', kind: 'number' },
          { title: 'For example', kind: 'text' },
        ],
        groups: [
          {
            rows: failures.map(({ reason, count: n, example = '' }) => [
              { text: reason },
              { text: count(n) },
              { text: example },
            ]),
          },
        ],
        csv: {
          columns: ['reason', 'jobs', 'example'],
          rows: failures.map(({ reason, count: n, example }) => [reason, n, example]),
        },
      }),
    );
  }
  const table = (
    name: string,
    caption: string,
    heading: string,
    reasons: readonly MissingReason[],
  ): Table => ({
    name,
    caption,
    columns: [
      { title: 'Reason', kind: 'text' },
      { title: heading, kind: 'number' },
      { title: 'Methods', kind: 'text' },
      { title: 'Metrics', kind: 'text' },
    ],
    groups: [
      {
        rows: reasons.map(({ reason, count: n, methods, metrics }) => [
          { text: reason },
          { text: count(n) },
          { text: titles(methods) },
          { text: firstOf(metrics.map((id) => measures.get('metric', id).title)) },
        ]),
      },
    ],
    csv: {
      columns: ['reason', 'n', 'methods', 'metrics'],
      rows: reasons.map(({ reason, count: n, methods, metrics }) => [
        reason,
        n,
        methods.join('; '),
        metrics.join('; '),
      ]),
    },
  });
  if (missing.reasons.length > 0) {
    blocks.push(tableBlock(table('missing', 'Scores without a value, by reason', 'Scores', missing.reasons)));
  }
  if (missing.blankReasons.length > 0) {
    blocks.push(
      tableBlock(table('blank', 'Maps that say nothing, by reason', 'Scores', missing.blankReasons)),
    );
  }
  if (notes.length > 0)
    blocks.push(
      prose(markup`<h3>Notes on the data</h3><ul>${notes.map((note) => markup`<li>${note}</li>`)}</ul>`),
    );
  return blocks.length === 0 ? undefined : { id: 'notes', title: 'Missing values and notes', blocks };
}

type Rows = NonNullable<Context['data']['scores']>;

function reasonsIn(rows: Rows, factor: 'reason' | 'blank', missingOnly: boolean): MissingReason[] {
  return rows
    .groupBy(factor)
    .map(({ key, table }) => ({
      reason: key[factor],
      count: missingOnly ? table.missing() : table.size,
      methods: table.levels('method'),
      metrics: table.levels('metric'),
    }))
    .filter((reason) => reason.count > 0)
    .sort((a, b) => b.count - a.count);
}
