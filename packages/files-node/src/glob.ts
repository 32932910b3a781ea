import { join } from 'node:path';
import { isCamscopeError } from '@camscope/core';
import { readFolder } from './read-folder.ts';

/** What a pattern has found, as the pattern spells it. */
export interface GlobMatch {
  readonly path: string;
  /** Below the part of the pattern that stands for itself. */
  readonly below: string;
  readonly isFolder: boolean;
}

/** Whether a text stands for other names. */
export function isPattern(text: string): boolean {
  return /[*?[{]/.test(text);
}

/**
 * Files and folders that a pattern stands for, sorted: `*`, `?` and `[a-z]` within a name, `**` any folders, `{a,b}` either. Names that
 * begin with a dot are found by those who write it; links to folders are not walked by `**`, which finds files alone.
 * @throws CamscopeError FILE_UNREADABLE.
 */
export async function glob(pattern: string, cwd: string): Promise<GlobMatch[]> {
  const found = new Map<string, GlobMatch>();
  for (const one of alternatives(pattern)) {
    const parts = one.split('/');
    const magic = parts.findIndex(isPattern);
    const base = magic < 0 ? parts.length - 1 : magic;
    const at = parts.slice(0, base).join('/') + (base > 0 ? '/' : '');
    await walk({ cwd, at, below: '', parts: parts.slice(base) }, (match) => found.set(match.path, match));
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

interface Walk {
  readonly cwd: string;
  /** The folder that is reached: empty, or with a slash at its end. */
  readonly at: string;
  readonly below: string;
  /** Of the pattern. */
  readonly parts: readonly string[];
}

async function walk(
  { cwd, at, below, parts: [part, ...rest] }: Walk,
  find: (match: GlobMatch) => void,
): Promise<void> {
  const isAny = part === '**';
  const next = (name: string, parts: readonly string[]) =>
    walk({ cwd, at: `${at}${name}/`, below: `${below}${name}/`, parts }, find);
  if (isAny && rest.length > 0) await walk({ cwd, at, below, parts: rest }, find);
  for (const entry of await entriesOf(at.startsWith('/') ? at : join(cwd, at))) {
    const { name } = entry;
    if (isAny ? name.startsWith('.') : !matcherOf(part).test(name)) continue;
    if (isAny && entry.isDirectory()) await next(name, [part, ...rest]);
    else if (!isAny && rest.length > 0) {
      if (!entry.isFile()) await next(name, rest);
    } else if (rest.length === 0)
      find({ path: at + name, below: below + name, isFolder: entry.isDirectory() });
  }
}

/** None where there is no folder. */
async function entriesOf(path: string) {
  try {
    return await readFolder(path);
  } catch (error) {
    const code = isCamscopeError(error) && (error.details.cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

/** A pattern with its first braces opened, and what follows from that. */
function alternatives(pattern: string): string[] {
  const open = /\{([^{}]*,[^{}]*)\}/.exec(pattern);
  if (!open) return [pattern];
  const [before, after] = [pattern.slice(0, open.index), pattern.slice(open.index + open[0].length)];
  return open[1].split(',').flatMap((choice) => alternatives(before + choice + after));
}

function matcherOf(part: string): RegExp {
  const source = part.replace(
    /\[(!?)((?:\]?)[^\]]*)\]|[.+^$(){}|[\]\\*?]/g,
    (text, not: string | undefined, set: string | undefined) => {
      if (text === '*') return '.*';
      if (text === '?') return '.';
      if (set !== undefined) return `[${not ? '^' : ''}${set.replace(/[\\\]^[]/g, '\\$&')}]`;
      return `\\${text}`;
    },
  );
  try {
    return new RegExp(`^${part.startsWith('.') ? '' : '(?!\\.)'}${source}$`, 's');
  } catch {
    // A set such as [z-a], in which nothing is.
    return /(?!)/;
  }
}
