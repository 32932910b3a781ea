import { CamscopeError, isCamscopeError, type ErrorDetails, type Files } from '@camscope/core';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Environment } from './environment.ts';
import { Mistakes } from './mistakes.ts';

/** Largest file, in bytes: studies and model cards are small, and places in them are looked up. */
const MAX_YAML = 2 ** 24;

/** Keys and indices from the root of a document to a place in it. */
export type Path = readonly PropertyKey[];

/** A configuration that knows where each of its values is written. */
export interface ConfigSource {
  /** Shown in errors. */
  readonly file: string;
  readonly value: unknown;
  /** Place of the value at `path`, or of the nearest thing around it that is written. */
  at(path: Path): string;
  /** Place of the key that ends `path`. */
  atKey(path: Path): string;
  /** Where in the file the value at `path` comes from, if from elsewhere. */
  written?(path: Path): Path;
}

/** One that tells what is written from what is not. */
export interface WrittenSource extends ConfigSource {
  /** Whether there is a value at `path`. */
  has(path: Path): boolean;
}

/** A YAML (or JSON) text with merge keys; places are `file:line:column`. */
export class YamlSource implements WrittenSource {
  readonly file: string;
  readonly value: unknown;
  readonly #document: Document;
  readonly #lines: LineCounter;

  /**
   * @param file shown in errors.
   * @param environment fills variables into its texts; without, they stand as they are.
   * @throws CamscopeError CONFIG_INVALID for text that is not one YAML document, and for variables that are not set.
   */
  constructor(text: string, file: string, environment?: Environment) {
    this.file = file;
    this.#lines = new LineCounter();
    this.#document = parseDocument(text, {
      lineCounter: this.#lines,
      merge: true,
      prettyErrors: false,
    });
    const [problem] = [...this.#document.errors, ...this.#document.warnings];
    if (problem) throw this.#invalid(problem.message, problem.pos[0], problem);
    visit(this.#document, {
      Alias: (_, alias) => {
        if (!alias.resolve(this.#document))
          throw this.#invalid(`Nothing is called &${alias.source}`, alias.range![0]);
      },
    });
    if (environment) this.#fillIn(environment);
    this.value = this.#toValue();
  }

  at(path: Path): string {
    return this.#place(this.#find(path, false));
  }

  atKey(path: Path): string {
    return this.#place(this.#find(path, true));
  }

  has(path: Path): boolean {
    return this.#walk(path, false).isThere;
  }

  #find(path: Path, lastKey: boolean): number {
    return this.#walk(path, lastKey).offset;
  }

  /** As far as `path` is written. */
  #walk(path: Path, lastKey: boolean): { readonly offset: number; readonly isThere: boolean } {
    let node: unknown = this.#document.contents;
    let offset = startOf(node) ?? 0;
    for (const [depth, step] of path.entries()) {
      node = this.#resolved(node);
      if (isMap(node)) {
        const pair = this.#pairIn(node, step);
        if (!pair) return { offset, isThere: false };
        node = lastKey && depth === path.length - 1 ? pair.key : (pair.value ?? pair.key);
      } else if (isSeq(node) && typeof step === 'number' && step < node.items.length) node = node.items[step];
      else return { offset, isThere: false };
      offset = startOf(node) ?? offset;
    }
    return { offset, isThere: true };
  }

  /** A map's own, or that of the first map merged into it that has one. */
  #pairIn(map: YAMLMap, step: PropertyKey): YAMLMap['items'][number] | undefined {
    const keyOf = (key: unknown) => (isScalar(key) ? key.value : key);
    const own = map.items.find(({ key }) => keyOf(key) === step);
    if (own) return own;
    for (const { key, value } of map.items) {
      if (!isMergeKey(keyOf(key))) continue;
      const merged = this.#resolved(value);
      for (const each of isSeq(merged) ? merged.items : [merged]) {
        const other = this.#resolved(each);
        const pair = isMap(other) ? this.#pairIn(other, step) : undefined;
        if (pair) return pair;
      }
    }
    return undefined;
  }

  #resolved(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.#document) : node;
  }

  /** Keys stay as they are. What is not quoted is read as YAML has it: a number may come of it. */
  #fillIn(environment: Environment): void {
    const mistakes = new Mistakes();
    visit(this.#document, {
      Scalar: (key, node) => {
        if (key === 'key' || typeof node.value !== 'string') return;
        const { value, type } = node;
        mistakes.attempt(() => {
          const filled = environment.filled(value, this.#place(startOf(node) ?? 0));
          if (filled !== value) node.value = type === 'PLAIN' ? plainValue(filled) : filled;
        });
      },
    });
    mistakes.check();
  }

  #place(offset: number): string {
    const { line, col } = this.#lines.linePos(offset);
    return `${this.file}:${Math.max(1, line)}:${Math.max(1, col)}`;
  }

  #invalid(summary: string, offset: number, cause?: unknown): CamscopeError {
    return new CamscopeError('CONFIG_INVALID', summary, { at: this.#place(offset), cause });
  }

  /** Too many aliases are only found out now. */
  #toValue(): unknown {
    try {
      return this.#document.toJS() as unknown;
    } catch (cause) {
      throw this.#invalid((cause as Error).message, 0, cause);
    }
  }
}

/**
 * @param name shown in errors; the path by default.
 * @throws CamscopeError FILE_UNREADABLE, CONFIG_INVALID.
 */
export async function readYaml(
  files: Files,
  path: string,
  name = path,
  environment?: Environment,
): Promise<YamlSource> {
  const { size } = (await files.facts(path)) ?? { size: 0 };
  if (size > MAX_YAML)
    throw unreadable(name, { found: `It has ${size} bytes, and at most ${MAX_YAML} are read` });
  const bytes = await files.read(path).catch((cause: unknown) => {
    throw isCamscopeError(cause) ? unreadable(name, cause.details) : cause;
  });
  return new YamlSource(new TextDecoder().decode(bytes), name, environment);
}

function unreadable(name: string, details: ErrorDetails): CamscopeError {
  return new CamscopeError('FILE_UNREADABLE', `Cannot read ${name}`, details);
}

/** A number, true, false or null where the text is one; else the text. */
function plainValue(text: string): unknown {
  const { contents, errors } = parseDocument(text, { prettyErrors: false });
  return errors.length === 0 && isScalar(contents) ? (contents as Scalar).value : text;
}

/** The parser has a symbol for it. */
function isMergeKey(key: unknown): boolean {
  return key === '<<' || (typeof key === 'symbol' && key.description === '<<');
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0];
}
