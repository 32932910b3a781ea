import { CamscopeError, messageOf } from '@camscope/core';
import { type NamedFile, readText } from '../files.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * What a JSON file says.
 * @throws CamscopeError DATA_INVALID, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readJson(file: NamedFile): Promise<unknown> {
  return parseJson(await readText(file), file.path);
}

/**
 * @param name shown in errors.
 * @throws CamscopeError DATA_INVALID.
 */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new CamscopeError('DATA_INVALID', `${name} is not JSON`, { found: messageOf(cause), cause });
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property of its own: what every object inherits is none. */
export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * The error of a place in a JSON file that does not say what it should.
 * @param key where in the file, such as `annotations[3].bbox`.
 */
export function invalidJson(name: string, key: string, asked: string, found: unknown): CamscopeError {
  const text =
    typeof found === 'string' && found.includes(' ') ? found : (JSON.stringify(found) ?? 'nothing');
  return new CamscopeError('DATA_INVALID', `${name} does not follow its format`, {
    at: key || undefined,
    asked,
    found: text.length > 120 ? `${text.slice(0, 120)}…` : text,
  });
}
