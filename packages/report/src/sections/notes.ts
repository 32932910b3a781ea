import type { Context } from '../analysis/context.ts';
import type { Missing, MissingReason } from '../analysis/missing.ts';
import type { Failure } from '../data.ts';
import { prose, tableBlock, type Section } from '../html/section.ts';
import { csvRecords } from '../tables/csv-records.ts';
import type { Table } from '../tables/table.ts';
import { markup } from '../text/markup.ts';
import { count } from '../text/numbers.ts';
import { firstOf } from './words.ts';

/** Everything that the numbers do not show. */
export function notesSection(context: Context, { reasons, blankReasons }: Missing): Section | undefined {
  const { notes, failures } = context.data.study;
  const tables = [
    ...(failures.length > 0 ? [failureTable(failures)] : []),
    ...(reasons.length > 0
      ? [reasonTable(context, 'missing', 'Values that are missing, by reason', reasons)]
      : []),
    ...(blankReasons.length > 0
      ? [reasonTable(context, 'blank', 'Maps that say nothing, by reason', blankReasons)]
      : []),
  ];
  const onData = markup`<h3>Notes on the data</h3><ul>${notes.map((note) => markup`<li>${note}</li>`)}</ul>`;
  const blocks = [...tables.map(tableBlock), ...(notes.length > 0 ? [prose(onData)] : [])];
  return blocks.length === 0 ? undefined : { id: 'notes', title: 'Missing values and notes', blocks };
}

function failureTable(failures: readonly Failure[]): Table {
  return {
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
    csv: csvRecords(failures, {
      reason: ({ reason }) => reason,
      jobs: (failure) => failure.count,
      example: ({ example }) => example,
    }),
  };
}

function reasonTable(
  { series, measures }: Context,
  name: string,
  caption: string,
  reasons: readonly MissingReason[],
): Table {
  return {
    name,
    caption,
    columns: [
      { title: 'What', kind: 'text' },
      { title: 'Reason', kind: 'text' },
      { title: 'Values', kind: 'number' },
      { title: 'Methods', kind: 'text' },
      { title: 'Measures', kind: 'text' },
    ],
    groups: [
      {
        rows: reasons.map(({ what, reason, count: n, methods, kind, measures: ids }) => [
          { text: what },
          { text: reason },
          { text: count(n) },
          { text: firstOf(methods.map((method) => series.title(method))) },
          { text: firstOf(ids.map((id) => measures.get(kind, id).title)) },
        ]),
      },
    ],
    csv: csvRecords(reasons, {
      what: ({ what }) => what,
      reason: ({ reason }) => reason,
      n: (missing) => missing.count,
      methods: ({ methods }) => methods.join('; '),
      measures: (missing) => missing.measures.join('; '),
    }),
  };
}
