import { CamscopeError, nameOfSpec, type MethodInFull } from '@camscope/core';
import { nameKey, nameProblem } from '../plan/file-names.ts';
import { Mistakes } from './mistakes.ts';
import type { StudyConfig } from './study-schema.ts';
import type { ConfigSource, Path } from './yaml-source.ts';

/** Values that an option takes in turn. */
export type Grid = Readonly<Record<string, readonly (string | number | boolean)[]>>;

/** A contribution as a study asks for it, perhaps in several variants, as what it is made of may be. */
interface Swept extends MethodInFull {
  readonly as?: string;
  readonly grid?: Grid;
}

/** A value of an option of a grid. */
interface Picked {
  /** From the choice to what has the grid: itself, or a part. */
  readonly part: Path;
  readonly key: string;
  readonly index: number;
  readonly value: Grid[string][number];
  /** `classes=2`; of a part `layer-cam.relu=true`. */
  readonly text: string;
}

/** Where a choice comes from: its place among those that are written, and what was picked of grids. */
interface Written {
  readonly index: number;
  readonly picked: readonly Picked[];
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
 * changing first: `multi-otsu[classes=2]`; of what a method is made of, too: `smooth(layer-cam)[layer-cam.relu=true]`.
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
    if (!choices?.some((choice) => gridsIn(choice).length > 0)) continue;
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
  const grids = gridsIn(choice);
  if (grids.length === 0) return [{ choice, written: { index, picked: [] } }];
  const mistake = (keys: Path, summary: string, fix: string) =>
    new CamscopeError('CONFIG_INVALID', summary, { at: source.at([...path, ...keys]), fix });
  for (const { part, grid, options = {} } of grids)
    for (const key of Object.keys(grid))
      if (Object.hasOwn(options, key))
        throw mistake(
          [...part, 'grid', key],
          `'${key}' is said in 'options' and in 'grid'`,
          'Say it in one of them',
        );
  const base = choice.as ?? nameOfSpec(choice);
  const names = new Set<string>();
  return combinations(grids).map((picked) => {
    const name = `${base}[${picked.map(({ text }) => text).join(',')}]`;
    const { part, key, index: last } = picked.at(-1)!;
    const place = [...part, 'grid', key, last];
    const problem = nameProblem(name);
    if (problem !== undefined) throw mistake(place, `'${name}' is no name: ${problem}`, "Shorten 'as'");
    if (names.has(nameKey(name)))
      throw mistake(place, `Two variants are called '${name}'`, 'Give each value once');
    names.add(nameKey(name));
    return { choice: { ...withPicked(choice, [], picked), as: name }, written: { index, picked } };
  });
}

interface PlacedGrid {
  readonly part: Path;
  readonly use: string;
  readonly grid: Grid;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** The grids of a choice and of its parts, and theirs. */
function gridsIn(choice: Swept, part: Path = []): PlacedGrid[] {
  const { use, grid, options } = choice;
  const inner = partsIn(choice).flatMap(([step, one]) => gridsIn(one, [...part, ...step]));
  return grid ? [{ part, use, grid, options }, ...inner] : inner;
}

/** Parts, with the ways to them. */
function partsIn({ of }: Swept): (readonly [Path, Swept])[] {
  if (of === undefined) return [];
  if (Array.isArray(of)) return of.map((one: Swept, i) => [['of', i], one] as const);
  return [[['of'], of as Swept]];
}

/** One value of each option. */
function combinations(grids: readonly PlacedGrid[]): (readonly Picked[])[] {
  const options = grids.flatMap(({ part, use, grid }) =>
    Object.entries(grid).map(([key, values]) =>
      values.map((value, index) => {
        const text = `${part.length > 0 ? `${use}.` : ''}${key}=${value}`;
        return { part, key, index, value, text };
      }),
    ),
  );
  return options.reduce<(readonly Picked[])[]>(
    (all, values) => all.flatMap((picked) => values.map((value) => [...picked, value])),
    [[]],
  );
}

/** A choice without grids, whose options are those that were picked. */
function withPicked({ grid: _, of, ...one }: Swept, part: Path, picked: readonly Picked[]): Swept {
  const own = picked.filter((each) => isSame(each.part, part));
  const options = { ...one.options, ...Object.fromEntries(own.map(({ key, value }) => [key, value])) };
  const parts = partsIn({ ...one, of }).map(([step, inner]) => withPicked(inner, [...part, ...step], picked));
  return { ...one, options, ...(of === undefined ? {} : { of: Array.isArray(of) ? parts : parts[0] }) };
}

function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i]);
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
    const way = path.slice(place.length);
    const picked = variant.picked.find(({ part, key }) =>
      isSame(way.slice(0, part.length + 2), [...part, 'options', key]),
    );
    if (!picked) return [...place, ...way];
    const { part, key, index } = picked;
    return [...place, ...part, 'grid', key, index, ...way.slice(part.length + 2)];
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
