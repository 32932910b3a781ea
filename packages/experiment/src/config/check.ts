import { CamscopeError, isCamscopeError, nearest } from '@camscope/core';
import type { z } from 'zod';
import { together } from './mistakes.ts';
import type { ConfigSource, Path } from './yaml-source.ts';

/**
 * A value out of a configuration file, checked, with every default filled in.
 * @param path where in the file `value` is written.
 * @throws CamscopeError CONFIG_INVALID naming every problem, each with `file:line:column`.
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  source: ConfigSource,
  path: Path = [],
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw together(parsed.error.issues.flatMap((issue) => mistakesOf(issue, schema, source, path)));
}

/** Calls `action`; a CamscopeError without a place is thrown on with the place of `path`. */
export function placed<T>(source: ConfigSource, path: Path, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw withPlace(error, source.at(path));
  }
}

/** The error to throw on: a CamscopeError that has no place yet is given one, anything else is left as it is. */
export function withPlace(error: unknown, at: string | undefined): unknown {
  if (!isCamscopeError(error) || error.details.at !== undefined || at === undefined) return error;
  return new CamscopeError(error.code, error.summary, { ...error.details, at, cause: error });
}

function mistakesOf(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  source: ConfigSource,
  base: Path,
): CamscopeError[] {
  const path = [...base, ...issue.path];
  const meant = issue.code === 'invalid_union' ? meantBranch(issue) : undefined;
  if (meant) {
    const nested = meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
    return nested.flatMap((inner) => mistakesOf(inner, schema, source, base));
  }
  const mistake = (text: string, at: string) => new CamscopeError('CONFIG_INVALID', text, { at });
  if (issue.code === 'unrecognized_keys') {
    const valid = keysAt(schema, issue.path);
    return issue.keys.map((key) => mistake(unknownKey(key, valid), source.atKey([...path, key])));
  }
  const name = path.length > 0 ? `${inWords(source.written?.(path) ?? path)}: ` : '';
  const message = issue.message.replace(/, received undefined$/, ', but it is missing');
  return [mistake(name + message, source.at(path))];
}

/** What is wrong by the one alternative that takes values of this kind, whatever is in them. */
function meantBranch({ errors }: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | undefined {
  const isOther = ({ path, code }: z.core.$ZodIssue) =>
    path.length === 0 && /^invalid_(type|value)$/.test(code);
  const branches = errors.filter((issues) => !issues.some(isOther));
  return branches.length === 1 ? branches[0] : undefined;
}

function unknownKey(key: string, valid: readonly string[]): string {
  const close = nearest(key, valid);
  if (close.length > 0) return `unknown key '${key}' (nearest: ${close.join(', ')})`;
  return `unknown key '${key}' (valid: ${valid.join(', ') || 'none'})`;
}

/** `methods[1].options.relu` */
function inWords(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

/** The keys of the object that a schema has at `path`; none where it has no object. */
function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'prefault':
      return keysAt(def.innerType, path);
    case 'pipe':
      return keysAt(def.out, path);
    case 'lazy':
      return keysAt(def.getter(), path);
    case 'union':
      return [...new Set(def.options.flatMap((option) => keysAt(option, path)))];
    case 'array':
      return keysAt(def.element, path.slice(1));
    case 'object': {
      if (path.length === 0) return Object.keys(def.shape);
      const field = def.shape[String(path[0])];
      return field ? keysAt(field, path.slice(1)) : [];
    }
    default:
      return [];
  }
}
