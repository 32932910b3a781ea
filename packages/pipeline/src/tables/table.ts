import type { Column } from './column.ts';
import { csvLine } from './csv.ts';

/* eslint-disable @typescript-eslint/no-explicit-any -- columns of any type make a table */
export type Columns = Readonly<Record<string, Column<any, any>>>;

type Written<C> = C extends Column<infer In, any> ? In : never;
type Read<C> = C extends Column<any, infer Out> ? Out : never;
/* eslint-enable @typescript-eslint/no-explicit-any */

type Optional<C extends Columns> = {
  [Name in keyof C]: undefined extends Written<C[Name]> ? Name : never;
}[keyof C];

/** A row to be written to a table: what may be empty may be left out. */
export type RowOf<T> =
  T extends Table<infer C>
    ? { readonly [Name in Exclude<keyof C, Optional<C>>]: Written<C[Name]> } & {
        readonly [Name in Optional<C>]?: Written<C[Name]>;
      }
    : never;

/** A row as it is read. */
export type LineOf<T, Name extends PropertyKey = PropertyKey> =
  T extends Table<infer C> ? { readonly [N in keyof C & Name]: Read<C[N]> } : never;

export type ColumnOf<T> = T extends Table<infer C> ? keyof C & string : never;

/** A table of a run: the one place where its columns are spelt. */
export interface Table<C extends Columns = Columns> {
  /** Name of its file, without the extension. */
  readonly name: string;
  /** What a row is, in one line. */
  readonly meaning: string;
  /** Columns that together tell a row from every other. */
  readonly key: readonly string[];
  readonly columns: C;
}

export function defineTable<const C extends Columns>(
  table: Table<C> & { readonly key: readonly (keyof C)[] },
): Table<C> {
  return Object.freeze(table);
}

/** Name of its CSV file (RFC 4180) in the folder of a run. */
export function fileOf({ name }: Pick<Table, 'name'>): string {
  return `${name}.csv`;
}

/** Name of its Parquet file, beside the other. */
export function parquetFileOf({ name }: Pick<Table, 'name'>): string {
  return `${name}.parquet`;
}

/** The first line of its file. */
export function headerOf({ columns }: Table): string {
  return csvLine(Object.keys(columns));
}

/** A row as a line of its file. */
export function lineOf<T extends Table>({ columns }: T, row: RowOf<T>): string {
  const fields = row as Readonly<Record<string, unknown>>;
  return csvLine(Object.entries(columns).map(([name, column]) => column.write(fields[name] as never)));
}
