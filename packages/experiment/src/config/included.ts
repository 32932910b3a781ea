import { CamscopeError, type Files } from '@camscope/core';
import { dirname, join } from 'pathe';
import { withPlace } from './check.ts';
import type { Environment } from './environment.ts';
import { readYaml, type Path, type WrittenSource, type YamlSource } from './yaml-source.ts';

/** A study's file and all that it includes. */
export interface StudySources {
  readonly source: WrittenSource;
  /** Absolute paths of what is included, each once. */
  readonly includes: readonly string[];
}

/** Keys for whoever writes a study: a place for anchors. */
const OWN_KEY = /^x-/;

/** A key of the file goes before that of what it includes, and a later include before an earlier one. */
export async function readIncluding(
  files: Files,
  file: NamedFile,
  environment: Environment,
): Promise<StudySources> {
  const includes = new Set<string>();
  const sources = await sourcesOf(file, [], { files, environment, includes });
  return { source: new Layered(sources), includes: [...includes] };
}

/** What is read from, and what was. */
interface Reading {
  readonly files: Files;
  readonly environment: Environment;
  readonly includes: Set<string>;
}

interface NamedFile {
  /** Absolute. */
  readonly path: string;
  /** Shown in errors. */
  readonly name: string;
}

/** A file, and behind it those that it includes, each before those that it goes before. */
async function sourcesOf(
  { path, name }: NamedFile,
  around: readonly NamedFile[],
  reading: Reading,
): Promise<YamlSource[]> {
  const { files, environment, includes } = reading;
  const source = await readYaml(files, path, name, environment);
  const chain = [...around, { path, name }];
  const included: YamlSource[] = [];
  for (const { file, at } of includedBy(source)) {
    const next = { path: files.resolve(path, '..', file), name: join(dirname(name), file) };
    if (chain.some((each) => each.path === next.path))
      throw new CamscopeError('CONFIG_INVALID', 'A file includes itself', {
        at,
        found: [...chain, next].map((each) => each.name).join(' → '),
        fix: 'Leave one of them out',
      });
    includes.add(next.path);
    const more = await sourcesOf(next, chain, reading).catch((error: unknown) => {
      throw withPlace(error, at);
    });
    included.unshift(...more);
  }
  return [source, ...included];
}

function includedBy(source: YamlSource): { readonly file: string; readonly at: string }[] {
  const include = isRecord(source.value) ? source.value.include : undefined;
  if (include === undefined) return [];
  return [include].flat().map((file: unknown, i) => {
    const at = source.at(Array.isArray(include) ? ['include', i] : ['include']);
    if (typeof file === 'string' && file !== '') return { file, at };
    throw new CamscopeError('CONFIG_INVALID', "'include' is a file or a list of files", { at });
  });
}

/** Files of which each key comes, whole, from the first that has it. */
class Layered implements WrittenSource {
  readonly file: string;
  readonly value: unknown;
  readonly #sources: readonly YamlSource[];

  /** @throws CamscopeError CONFIG_INVALID for an included file that is no study's part. */
  constructor(sources: readonly YamlSource[]) {
    const [own, ...included] = sources;
    this.file = own.file;
    this.#sources = sources;
    for (const source of included) {
      if (isRecord(source.value)) continue;
      throw new CamscopeError('CONFIG_INVALID', 'What is included has no keys', { at: source.at([]) });
    }
    this.value = isRecord(own.value) ? joined(sources.map(({ value }) => value as object)) : own.value;
  }

  at(path: Path): string {
    return this.#ownerOf(path).at(path);
  }

  atKey(path: Path): string {
    return this.#ownerOf(path).atKey(path);
  }

  has(path: Path): boolean {
    return this.#ownerOf(path).has(path);
  }

  #ownerOf(path: Path): YamlSource {
    const [own] = this.#sources;
    return path.length === 0 ? own : (this.#sources.find((each) => each.has(path.slice(0, 1))) ?? own);
  }
}

function joined(values: readonly object[]): Record<string, unknown> {
  const { include: _, ...all } = Object.assign({}, ...values.toReversed()) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(all).filter(([key]) => !OWN_KEY.test(key)));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
