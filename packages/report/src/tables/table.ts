import type { Records } from '../text/csv.ts';
import type { Content } from '../text/markup.ts';

export type { CsvRow } from '../text/csv.ts';

export interface Cell {
  readonly text: string;
  /** In small print below, a line each: an interval, a number of cases. */
  readonly small?: readonly string[];
  /** The best of its column. */
  readonly strong?: boolean;
  /** Why there is nothing to say: becomes a footnote. */
  readonly note?: string;
}

export interface Column {
  readonly title: string;
  readonly kind: 'text' | 'number';
}

/** Rows under a heading of their own, where they need one. The first cell of a row names it. */
export interface RowGroup {
  readonly title?: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** A table as it is read, and its numbers in full as they are computed with. */
export interface Table {
  /** File name without its ending. */
  readonly name: string;
  readonly caption: string;
  /** What the reader of the numbers must know. */
  readonly remark?: Content;
  readonly columns: readonly Column[];
  readonly groups: readonly RowGroup[];
  /** One record per number. */
  readonly csv: Records;
}

/** Notes of a table in order of first appearance: a, b, c, … */
export function notesOf({ groups }: Pick<Table, 'groups'>): string[] {
  const notes = groups.flatMap(({ rows }) => rows.flatMap((row) => row.flatMap(({ note }) => note ?? [])));
  return [...new Set(notes)];
}

/** `a` to `z`, then `aa`. */
export function letter(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}
