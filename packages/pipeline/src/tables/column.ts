/** A field as it is written: what is not there is an empty one. */
export type Field = string | number | null | undefined;

/**
 * One column of a table: its type, what it means, how a value is written and read.
 * @typeParam In what a row may have in it when it is written.
 * @typeParam Out what it has when it has been read.
 */
export interface Column<In = never, Out = unknown> {
  /** `float32` is written with up to nine digits, which tell any float32 from any other; `json` is text that is JSON. */
  readonly type: 'text' | 'integer' | 'number' | 'float32' | 'json';
  /** Whether a row may lack it; if not, an empty field is an empty text. */
  readonly optional: boolean;
  /** One line: what it says, unit and range, when it is empty. */
  readonly meaning: string;
  write(value: In): Field;
  /** @throws Error for a text that is none of this type. */
  read(text: string): Out;
}

export function text(meaning: string): Column<string, string> {
  return { type: 'text', optional: false, meaning, write: (value) => value, read: (text) => text };
}

/** Text that a row may lack; it is read as ''. */
export function optionalText(meaning: string): Column<string | undefined, string> {
  return { type: 'text', optional: true, meaning, write: (value) => value, read: (text) => text };
}

export const integer = (meaning: string) => numeric('integer', meaning, (value) => value);
export const number = (meaning: string) => numeric('number', meaning, (value) => value);
export const float32 = (meaning: string) =>
  numeric('float32', meaning, (value) => Number(value.toPrecision(9)));

export function json<T>(meaning: string): Column<T | undefined, T | undefined> {
  return {
    type: 'json',
    optional: true,
    meaning,
    write: (value) => (value === undefined ? undefined : JSON.stringify(value)),
    read: (text) => (text === '' ? undefined : (JSON.parse(text) as T)),
  };
}

/** @throws Error for a text that is no number. */
export function numberIn(text: string): number | undefined {
  if (text === '') return undefined;
  const value = Number(text);
  if (Number.isNaN(value)) throw new Error(`'${text}' where a number should be`);
  return value;
}

function numeric(
  type: 'integer' | 'number' | 'float32',
  meaning: string,
  written: (value: number) => number,
): Column<number | null | undefined, number | undefined> {
  const write = (value: number | null | undefined) =>
    typeof value === 'number' ? written(value) : undefined;
  return { type, optional: true, meaning, write, read: numberIn };
}
