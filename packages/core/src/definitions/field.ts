import { describe, isRecord } from './describe.ts';

/** A key of a definition: what it must be and, where it is a function, what it must give. */
export interface Field {
  readonly optional?: true;
  /** What to write, as the end of a sentence: `a function`. */
  readonly must: string;
  is(value: unknown): boolean;
  readonly gives?: Gives;
  /** Of an object: its keys. */
  readonly fields?: Fields;
}

export type Fields = Readonly<Record<string, Field>>;

/** What a function must give. */
export interface Gives {
  /** A promise may be given, which is awaited. */
  readonly awaited?: true;
  /** What is wrong with what it gave, if anything. */
  fault?(output: unknown, given: readonly unknown[], definition: object): string | undefined;
  /** The same with the functions in it watched, too. */
  within?(output: unknown, watched: Watched): unknown;
}

/** Watches a function that another gave. @param name in errors. @param self what it is called on. */
export type Watched = (name: string, self: unknown, own: unknown, gives: Gives) => unknown;

export const text: Field = {
  must: 'text',
  is: (value) => typeof value === 'string' && value.trim() !== '',
};
export const flag: Field = { must: 'true or false', is: (value) => typeof value === 'boolean' };
export const object: Field = { must: 'an object', is: isRecord };
export const list: Field = { must: 'a list', is: Array.isArray };

export function oneOf(...choices: readonly string[]): Field {
  return {
    must: choices.map((choice) => `'${choice}'`).join(' or '),
    is: (value) => choices.includes(value as string),
  };
}

export function someOf(...choices: readonly string[]): Field {
  return {
    must: `a list of ${choices.map((choice) => `'${choice}'`).join(' and ')}`,
    is: (value) => Array.isArray(value) && value.every((one) => choices.includes(one as string)),
  };
}

/** A function. */
export function call(gives: Gives = {}): Field {
  return { must: 'a function', is: (value) => typeof value === 'function', gives };
}

/** An object of these keys. */
export function parts(fields: Fields): Field {
  return { ...object, fields };
}

export function optional(field: Field): Field {
  return { ...field, optional: true };
}

/** A check of an output by its type: what else it is, is the fault. */
export function must(what: string, is: (output: unknown) => boolean): NonNullable<Gives['fault']> {
  return (output) => (is(output) ? undefined : `${describe(output)}, not ${what}`);
}
