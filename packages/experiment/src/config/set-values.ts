import { CamscopeError, isCamscopeError } from '@camscope/core';
import { Mistakes } from './mistakes.ts';
import { inFull } from './short-forms.ts';
import { YamlSource, type ConfigSource, type Path, type WrittenSource } from './yaml-source.ts';

interface Setting {
  /** As given: `methods.0.options.relu=false`. */
  readonly text: string;
  readonly path: Path;
}

/**
 * A study's source with values of the command line, `path=value` with a path of keys and indices and a value of YAML, in place
 * of its own. What is written in short is taken in full.
 * @throws CamscopeError CONFIG_INVALID with `--set …` as the place.
 */
export function withSettings(source: WrittenSource, texts: readonly string[]): ConfigSource {
  const mistakes = new Mistakes();
  let { value } = source;
  const settings = texts.flatMap((text) =>
    mistakes.attempt((): Setting => {
      const [keys, given] = parsed(text);
      const path: PropertyKey[] = [];
      value = replaced(value, keys, given, path, placeOf(text));
      return { text, path };
    }),
  );
  mistakes.check();
  return settings.length === 0 ? source : new ChangedSource(source, value, settings);
}

class ChangedSource implements ConfigSource {
  readonly file: string;
  readonly value: unknown;
  readonly #written: WrittenSource;
  readonly #settings: readonly Setting[];

  constructor(written: WrittenSource, value: unknown, settings: readonly Setting[]) {
    this.file = written.file;
    this.value = value;
    this.#written = written;
    this.#settings = settings;
  }

  at(path: Path): string {
    return this.#set(path) ?? this.#written.at(path);
  }

  atKey(path: Path): string {
    return this.#set(path) ?? this.#written.atKey(path);
  }

  /** The setting that gave what is at `path`: itself, something around it, or something in it where the file has nothing. */
  #set(path: Path): string | undefined {
    const isNew = !this.#written.has(path);
    const setting = this.#settings.findLast(
      (each) => begins(each.path, path) || (isNew && begins(path, each.path)),
    );
    return setting && placeOf(setting.text);
  }
}

function begins(start: Path, path: Path): boolean {
  return start.length <= path.length && start.every((step, i) => step === path[i]);
}

function placeOf(text: string): string {
  return `--set ${text}`;
}

function parsed(text: string): [keys: string[], value: unknown] {
  const [, path, yaml] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  const at = placeOf(text);
  if (path === undefined)
    throw new CamscopeError('CONFIG_INVALID', 'A setting is a path, an equals sign and a value', {
      at,
      fix: 'Write it as methods.0.options.relu=false',
    });
  try {
    return [path.split('.'), new YamlSource(yaml, at).value];
  } catch (cause) {
    if (!isCamscopeError(cause)) throw cause;
    throw new CamscopeError('CONFIG_INVALID', cause.summary, { at, cause });
  }
}

/**
 * `node` with `value` in place of what is at `keys` below it.
 * @param path takes the steps from the root of the study.
 */
function replaced(
  node: unknown,
  [key, ...keys]: readonly string[],
  value: unknown,
  path: PropertyKey[],
  at: string,
): unknown {
  if (key === undefined) return value;
  const isIndex = /^\d+$/.test(key);
  const here = inFull(node, path, isIndex) ?? (isIndex ? [] : {});
  if (Array.isArray(here) && isIndex && Number(key) <= here.length) {
    const index = Number(key);
    path.push(index);
    const entries = here as readonly unknown[];
    return entries.toSpliced(index, 1, replaced(entries[index], keys, value, path, at));
  }
  if (typeof here === 'object' && !Array.isArray(here)) {
    path.push(key);
    const before = Object.hasOwn(here, key) ? (here as Record<string, unknown>)[key] : undefined;
    return { ...here, [key]: replaced(before, keys, value, path, at) };
  }
  const found = Array.isArray(here) ? `a list of ${here.length}` : JSON.stringify(here);
  throw new CamscopeError('CONFIG_INVALID', `There is no '${key}' in ${path.join('.') || 'the study'}`, {
    at,
    found,
    fix: Array.isArray(here) ? `Give an index from 0 to ${here.length}` : undefined,
  });
}
