import { CamscopeError } from '@camscope/core';
import { folded } from '@camscope/datasets-common';
import { findBox } from './find-box.ts';
import { type ColumnMap, type Role, roles, usualNames } from './usual.ts';

/** What columns are looked for, and where. */
export interface Search {
  /** Names of the columns, as the header has them. */
  readonly header: readonly string[];
  /** Shown in errors. */
  readonly path: string;
  /** Columns that somebody named: what they say is not looked for. */
  readonly given?: ColumnMap;
  /** Columns that are not looked at. */
  readonly ignore?: readonly string[];
}

/**
 * The columns of a table of findings that nobody named, by their usual names.
 * @throws CamscopeError DATA_INVALID where several columns or none may be meant.
 */
export function findColumns(search: Search): ColumnMap {
  const { header, path, given = {}, ignore = [] } = search;
  const box = findBox(freeNames(search), path, given);
  const found = {
    ...findRoles({ header, path, given, ignore: [...ignore, ...Object.values(box)] }, roles),
    ...box,
  };
  if (found.image === undefined && given.image === undefined) throw noImage(search);
  return found;
}

/** As {@link findColumns}, of some that are not of boxes and may lack. */
export function findRoles(search: Search, wanted: readonly Role[]): ColumnMap {
  const free = freeNames(search);
  const found: Partial<Record<Role, string>> = {};
  for (const role of wanted) {
    if (search.given?.[role] !== undefined) continue;
    const usual: readonly string[] = usualNames[role];
    const names = free.filter((name) => usual.includes(folded(name)));
    if (names.length > 1) throw severalColumns(role, names, search.path);
    if (names.length === 1) [found[role]] = names;
  }
  return found;
}

/** `image from 'Image Index', label from 'Finding Label'`. */
export function columnsInWords(columns: ColumnMap): string {
  return Object.entries(columns)
    .map(([role, name]) => `${role} from '${name}'`)
    .join(', ');
}

function freeNames({ header, given = {}, ignore = [] }: Search): string[] {
  const taken = new Set([...Object.values(given), ...ignore].map((name) => name.normalize('NFC')));
  return header.filter((name) => name !== '' && !taken.has(name.normalize('NFC')));
}

function noImage({ header, path }: Search): CamscopeError {
  return new CamscopeError('DATA_INVALID', 'No column names the image', {
    at: `${path}:1`,
    asked: `One of the usual names, such as ${usualNames.image.slice(0, 3).join(', ')}`,
    found: header.join(', ').slice(0, 200),
    fix: "Name it, as columns: { image: '…' }",
  });
}

function severalColumns(role: string, names: readonly string[], path: string): CamscopeError {
  return new CamscopeError('DATA_INVALID', `Several columns may be '${role}'`, {
    at: `${path}:1`,
    found: names.map((name) => `'${name}'`).join(', '),
    fix: `Name the one that is meant, as columns: { ${role}: '${names[0]}' }, or 'ignore' the others`,
  });
}
