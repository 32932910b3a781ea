import { CamscopeError, nameOfSpec, type MethodInFull } from '@camscope/core';
import { nameKey, nameProblem } from '../plan/file-names.ts';
import { Mistakes } from './mistakes.ts';
import type { StudyConfig } from './study-schema.ts';
import type { ConfigSource, Path } from './yaml-source.ts';

/** Values that an option takes in turn. */
export type Grid = Readonly<Record<string, readonly (string | number | boolean)[]>>;

/** A contribution as a study asks for it, perhaps in several variants. */
interface Swept extends MethodInFull {
  readonly as?: string;
  readonly grid?: Grid;
}

/** Where a choice comes from: its place among those that are written, and the value of each option of its grid. */
interface Written {
  readonly index: number;
  readonly values: ReadonlyMap<string, number>;
}

/** The lists of a study that variants stand in, by where they are in what the schema gives. */
const LISTS: readonly Path[] = [
  ['methods'],
  ['segmenters'],
  ['metrics'],
  ['agreement'],
  ['features'],
  ['classification'],
  ['faithfulness', 'metrics'],
  ['sanity', 'metrics'],
  ['priors'],
];

/**
 * A study in which each choice with a `grid` has become its variants, one for every combination of its values, the last option
 * changing first: `multi-otsu[classes=2]`.
 * @returns also the source, which knows where each variant is written.
 * @throws CamscopeError CONFIG_INVALID.
 */
export function swept(
  config: StudyConfig,
  source: ConfigSource,
): { readonly config: StudyConfig; readonly source: ConfigSource } {
  const mistakes = new Mistakes();
  const lists = new Map<string, { readonly list: Path; readonly written: readonly Written[] }>();
  let changed: object = config;
  for (const path of LISTS) {
    const choices = valueAt(config, path) as readonly Swept[] | undefined;
    if (!choices?.some(({ grid }) => grid)) continue;
    const list = writtenPath(path, source);
    const variants = choices.flatMap((choice, index) =>
      mistakes.attempt(() => variantsOf(choice, index, [...list, index], source)).flat(),
    );
    changed = withValue(
      changed,
      path,
      variants.map(({ choice }) => choice),
    );
    lists.set(JSON.stringify(list), { list, written: variants.map(({ written }) => written) });
  }
  mistakes.check();
  if (lists.size === 0) return { config, source };
  return { config: changed as StudyConfig, source: new SweptSource(source, [...lists.values()]) };
}

interface Variant {
  readonly choice: Swept;
  readonly written: Written;
}

/** One, as it is, without a grid. */
function variantsOf(choice: Swept, index: number, path: Path, source: ConfigSource): Variant[] {
  const { grid, ...one } = choice;
  if (!grid) return [{ choice, written: { index, values: new Map() } }];
  const mistake = (keys: Path, summary: string, fix: string) =>
    new CamscopeError('CONFIG_INVALID', summary, { at: source.at([...path, 'grid', ...keys]), fix });
  for (const key of Object.keys(grid))
    if (one.options && Object.hasOwn(one.options, key))
      throw mistake([key], `'${key}' is said in 'options' and in 'grid'`, 'Say it in one of them');
  const base = one.as ?? nameOfSpec(one);
  const names = new Set<string>();
  return combinations(grid).map((picked) => {
    const values = new Map(picked);
    const options = Object.fromEntries(picked.map(([key, i]) => [key, grid[key][i]]));
    const name = `${base}[${Object.entries(options)
      .map(([key, value]) => `${key}=${value}`)
      .join(',')}]`;
    const [last, place] = picked.at(-1)!;
    const problem = nameProblem(name);
    if (problem !== undefined)
      throw mistake([last, place], `'${name}' is no name: ${problem}`, "Shorten 'as'");
    if (names.has(nameKey(name)))
      throw mistake([last, place], `Two variants are called '${name}'`, 'Give each value once');
    names.add(nameKey(name));
    return {
      choice: { ...one, as: name, options: { ...one.options, ...options } },
      written: { index, values },
    };
  });
}

/** One value of each option, by its index. */
function combinations(grid: Grid): (readonly (readonly [key: string, index: number])[])[] {
  return Object.entries(grid).reduce<(readonly (readonly [string, number])[])[]>(
    (all, [key, values]) => all.flatMap((picked) => values.map((_, i) => [...picked, [key, i] as const])),
    [[]],
  );
}

/** Of a source without variants: places in one are those of the choice that it is a variant of. */
class SweptSource implements ConfigSource {
  readonly file: string;
  readonly value: unknown;
  readonly #source: ConfigSource;
  readonly #lists: readonly { readonly list: Path; readonly written: readonly Written[] }[];

  constructor(
    source: ConfigSource,
    lists: readonly { readonly list: Path; readonly written: readonly Written[] }[],
  ) {
    this.file = source.file;
    this.value = source.value;
    this.#source = source;
    this.#lists = lists;
  }

  at(path: Path): string {
    return this.#source.at(this.written(path));
  }

  atKey(path: Path): string {
    const written = this.written(path);
    const isOfGrid = written.at(-3) === 'grid' && path.at(-2) === 'options';
    return this.#source.atKey(isOfGrid ? written.slice(0, -1) : written);
  }

  written(path: Path): Path {
    const of = this.#lists.find(({ list }) => list.every((step, i) => step === path[i]));
    const variant = of?.written[Number(path[of.list.length])];
    if (!of || !variant) return path;
    const place = [...of.list, variant.index];
    const [options, key, ...inner] = path.slice(place.length);
    const value = options === 'options' ? variant.values.get(String(key)) : undefined;
    if (value === undefined) return [...place, ...path.slice(place.length)];
    return [...place, 'grid', key, value, ...inner];
  }
}

/** Measures of faithfulness may be written as a list alone. */
function writtenPath(path: Path, source: ConfigSource): Path {
  const [key] = path;
  const isShort = path.length > 1 && Array.isArray(valueAt(source.value as object, [key]));
  return isShort ? [key] : path;
}

function valueAt(node: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    node,
  );
}

function withValue(node: object, [key, ...path]: Path, value: unknown): object {
  const inner = (node as Record<PropertyKey, unknown>)[key];
  return { ...node, [key]: path.length === 0 ? value : withValue(inner as object, path, value) };
}
