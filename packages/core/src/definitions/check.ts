import { nearest } from '../errors/nearest.ts';
import type { ContributionKind } from '../contracts/kinds.ts';
import { common, KINDS, oneOfKeys, own } from './contracts.ts';
import { describe, isRecord } from './describe.ts';
import type { Fields } from './field.ts';

/** What a study says of its data beside their reader's options. */
const TAKEN = ['use', 'split'];

/** What is wrong with a definition at one place. */
export interface DefinitionFault {
  /** Whose: `explainer 'grad-cam'`; the plugin's own where it is none's. */
  readonly of?: string;
  readonly id?: string;
  /** At fault, as it is written. */
  readonly key?: string;
  /** What was found, and what to write. */
  readonly text: string;
}

/** The keys of a kind of contribution. */
export function fieldsOf(kind: ContributionKind): Fields {
  return { ...common, ...own[kind] };
}

/** Everything that is wrong with a contribution. @param place where it stands, for one without an id. */
export function contributionFaults(contribution: unknown, place: string): DefinitionFault[] {
  if (!isRecord(contribution))
    return [{ of: place, text: `it is ${describe(contribution)}; write what a define function gives` }];
  const { kind, id } = contribution;
  const known = KINDS.find((one) => one === kind);
  const named = typeof id === 'string' && id !== '' ? `'${id}'` : `at ${place}`;
  const of = `${known ?? 'contribution'} ${named}`;
  const common = { of, id: typeof id === 'string' ? id : undefined };
  if (!known) return [{ ...common, key: 'kind', text: kindInWords(kind) }];
  const faults = fieldFaults(contribution, fieldsOf(known), '');
  const either = oneOfKeys[known];
  if (either && either.filter((key) => contribution[key] !== undefined).length !== 1)
    faults.push({ text: `it must have ${either.map((key) => `'${key}'`).join(' or ')}, one of them` });
  if (known === 'dataset') faults.push(...takenFaults(contribution.options));
  return faults.map((fault) => ({ ...common, ...fault }));
}

function fieldFaults(
  value: Readonly<Record<string, unknown>>,
  fields: Fields,
  path: string,
): { key?: string; text: string }[] {
  const names = Object.keys(fields);
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(fields, key) && value[key] !== undefined);
  const strange = unknown.map((key) => ({
    key,
    text: `unknown key '${path}${key}' ${nearestInWords(key, names)}`,
  }));
  const wrong = Object.entries(fields).flatMap(([key, field]) => {
    const found = value[key];
    if (found === undefined)
      return field.optional ? [] : [{ text: `'${path}${key}' is missing; write ${field.must}` }];
    if (!field.is(found))
      return [{ key, text: `'${path}${key}' is ${describe(found)}; write ${field.must}` }];
    const within = field.fields && isRecord(found) ? fieldFaults(found, field.fields, `${path}${key}.`) : [];
    return within;
  });
  return [...strange, ...wrong];
}

/** A study writes the options of data beside keys of its own. */
function takenFaults(options: unknown): { key: string; text: string }[] {
  const shape = isRecord(options) && isRecord(options.shape) ? options.shape : {};
  return TAKEN.filter((name) => Object.hasOwn(shape, name)).map((name) => ({
    key: 'options',
    text: `'options' has '${name}', which is a key of studies; give it another name`,
  }));
}

function kindInWords(kind: unknown): string {
  const found = kind === undefined ? "'kind' is missing" : `there is no kind ${describe(kind)}`;
  const close = typeof kind === 'string' ? nearest(kind, KINDS) : [];
  return `${found}; write ${close.length > 0 ? `'${close[0]}'` : `one of ${KINDS.join(', ')}`}`;
}

function nearestInWords(key: string, names: readonly string[]): string {
  const close = nearest(key, names);
  return close.length > 0 ? `(nearest: ${close.join(', ')})` : `(known: ${names.join(', ')})`;
}
