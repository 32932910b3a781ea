import { CamscopeError } from '@camscope/core';
import { readText } from '@camscope/files-node';
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
} from 'yaml';

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
}

/** A YAML (or JSON) text; places are `file:line:column`. */
export class YamlSource implements ConfigSource {
  readonly file: string;
  readonly value: unknown;
  readonly #document: Document;
  readonly #lines: LineCounter;

  /**
   * @param file shown in errors.
   * @throws CamscopeError CONFIG_INVALID for text that is not one YAML document.
   */
  constructor(text: string, file: string) {
    this.file = file;
    this.#lines = new LineCounter();
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    const [problem] = [...this.#document.errors, ...this.#document.warnings];
    if (problem) throw this.#invalid(problem.message, problem.pos[0], problem);
    visit(this.#document, {
      Alias: (_, alias) => {
        if (!alias.resolve(this.#document))
          throw this.#invalid(`Nothing is called &${alias.source}`, alias.range![0]);
      },
    });
    this.value = this.#toValue();
  }

  at(path: Path): string {
    return this.#place(this.#find(path, false));
  }

  atKey(path: Path): string {
    return this.#place(this.#find(path, true));
  }

  /** Whether there is a value at `path`. */
  has(path: Path): boolean {
    return this.#document.hasIn(path);
  }

  #find(path: Path, lastKey: boolean): number {
    let node: unknown = this.#document.contents;
    let offset = startOf(node) ?? 0;
    for (const [depth, step] of path.entries()) {
      if (isAlias(node)) node = node.resolve(this.#document);
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => (isScalar(key) ? key.value : key) === step);
        if (!pair) return offset;
        node = lastKey && depth === path.length - 1 ? pair.key : (pair.value ?? pair.key);
      } else if (isSeq(node) && typeof step === 'number') node = node.items[step];
      else return offset;
      offset = startOf(node) ?? offset;
    }
    return offset;
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
export async function readYaml(path: string, name = path): Promise<YamlSource> {
  return new YamlSource(await readText(path, { name, most: MAX_YAML }), name);
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0];
}
