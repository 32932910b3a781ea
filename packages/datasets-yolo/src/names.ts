import { dirname, resolve } from 'node:path';
import { CamscopeError, messageOf } from '@camscope/core';
import { isObject, type JsonObject, type NamedFile, own } from '@camscope/datasets-common';
import { readText } from '@camscope/files-node';
import { LineCounter, parseDocument } from 'yaml';

const SPLITS = ['train', 'val', 'test'] as const;

/** What a data set's description says. */
export interface Description {
  /** By class. */
  readonly names: ReadonlyMap<number, string>;
  /** Where the images of a split lie, by its name. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
  readonly notes: readonly string[];
}

/**
 * Reads `data.yaml` or `classes.txt`.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readNames({ path, reading }: NamedFile): Promise<Description> {
  const text = (await readText(path, reading)).replace(/^\uFEFF/, '');
  if (/\.ya?ml$/i.test(path)) return describedBy(parsed(text, path), path);
  const lines = text.trimEnd().split(/\r?\n/);
  const names = new Map(lines.map((line, i) => [i, line.trim()]));
  for (const [i, name] of names)
    if (name === '') throw invalid(`${path}:${i + 1}`, 'a name', 'an empty line');
  return { names, folders: new Map(), notes: [] };
}

function parsed(text: string, path: string): JsonObject {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  const [error] = document.errors;
  if (error)
    throw invalid(`${path}:${lines.linePos(error.pos[0]).line}`, 'YAML', error.message.split('\n')[0]);
  let value: unknown;
  try {
    // A few aliases: a file that grows by them is refused.
    value = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw invalid(path, 'YAML', messageOf(cause));
  }
  if (isObject(value)) return value;
  throw invalid(path, 'names and splits', 'something else');
}

function describedBy(value: JsonObject, path: string): Description {
  const given = own(value, 'names');
  const entries = Array.isArray(given)
    ? [...(given as unknown[]).entries()]
    : isObject(given)
      ? Object.entries(given)
      : [];
  const names = new Map<number, string>();
  for (const [key, name] of entries) {
    const index = Number(key);
    if (!Number.isInteger(index) || index < 0 || typeof name !== 'string' || name.trim() === '')
      throw invalid(path, 'names of classes by number', `${key}: ${JSON.stringify(name)}`);
    names.set(index, name);
  }
  if (names.size === 0) throw invalid(path, "'names', a list or names by number", 'none');
  const root = own(value, 'path');
  const base = resolve(dirname(path), typeof root === 'string' ? root : '.');
  const folders = new Map<string, string[]>();
  for (const split of SPLITS) {
    const named = [own(value, split)].flat().filter((one): one is string => typeof one === 'string');
    // Some programs write `../train/images` for the folder beside the file.
    if (named.length > 0)
      folders.set(
        split,
        named.flatMap((one) => [resolve(base, one), resolve(base, one.replace(/^(\.\.\/)+/, ''))]),
      );
  }
  const lists = [...folders.values()].flat().filter((folder) => /\.txt$/i.test(folder));
  const notes =
    lists.length > 0 ? [`${path}: splits that are lists of images are not read, folders are`] : [];
  return { names, folders, notes };
}

function invalid(at: string, asked: string, found: string): CamscopeError {
  return new CamscopeError('DATA_INVALID', 'Names of classes cannot be read', { at, asked, found });
}
