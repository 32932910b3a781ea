import type { Context, Primary } from '../analysis/context.ts';
import { towardsBetter } from '../analysis/measures.ts';
import type { Rank } from '../data.ts';

/** A finding to be shown, and every method's value on it, the best method's first. */
export interface Case {
  readonly image: string;
  readonly class: string;
  readonly rank: Rank;
  /** Of the method by which it was chosen. */
  readonly value: number;
  readonly values: ReadonlyMap<string, number>;
}

/** Which findings are shown, and by whose values they were chosen. */
export interface Choice {
  /** The method that does best over all findings, and the network on which its mean is the median of the networks'. */
  readonly method: string;
  readonly model: string;
  /** Of the findings that most methods explain, the median one by the best method. */
  readonly typical: Case & { readonly among: number };
  /** The best, the median and the worst of each class by the best method. */
  readonly cases: readonly Case[];
  /** The same of all classes by each method. */
  readonly methods: readonly {
    readonly method: string;
    readonly n: number;
    readonly cases: readonly Case[];
  }[];
  /** Classes for which there was no room. */
  readonly leftOut: readonly string[];
}

/** Pictures on a page. */
const MOST = 400;
/** Methods whose own findings are shown. */
const METHODS = 40;

/** Undefined where no method has a value. */
export function galleryChoice(context: Context): Choice | undefined {
  const { primary } = context;
  if (!primary) return undefined;
  const { compared, partial } = primary.standings;
  const names = [...compared, ...partial].map(({ name }) => name);
  const [method] = names;
  if (method === undefined) return undefined;
  const model = typicalModel(context, primary, method);
  const of = (name: string) => ranked(context, primary, names, name, model);
  const all = of(method);
  if (all.length === 0) return undefined;
  const most = Math.max(...all.map(({ values }) => values.size));
  const widely = all.filter(({ values }) => values.size === most);
  const methods = names.slice(0, METHODS).flatMap((name) => {
    const own = of(name);
    return own.length === 0 ? [] : [{ method: name, n: own.length, cases: picks(own) }];
  });
  const room = MOST - 1 - most - methods.reduce((sum, { cases }) => sum + cases.length, 0);
  return {
    ...{ method, model, methods },
    typical: { ...middle(widely), rank: 'median', among: widely.length },
    ...casesWithin(room, context.classes(all.map((one) => one.class)), all),
  };
}

/** Those of the classes that fit, the first in any case. */
function casesWithin(room: number, classes: readonly string[], all: readonly Ranked[]) {
  const of = classes.map((label) => picks(all.filter((one) => one.class === label)));
  let left = room;
  const fitting = of.filter((cases, i) => {
    left -= cases.reduce((sum, { values }) => sum + 1 + values.size, 0);
    return i === 0 || left >= 0;
  });
  return { cases: fitting.flat(), leftOut: classes.slice(fitting.length) };
}

/** The network on which a method's mean is the median of the networks', the lower of two. */
function typicalModel(context: Context, { estimates, measure }: Primary, method: string): string {
  const models = context.models(estimates.cube.models);
  const sign = towardsBetter(measure);
  const means = models.flatMap((model) => {
    const { value } = estimates.plainMean({ series: method, model });
    return value === null ? [] : [{ model, value }];
  });
  return middle(means.sort((a, b) => sign * (b.value - a.value)))?.model ?? models[0];
}

type Ranked = Omit<Case, 'rank'>;

/** The findings on which a method has a value, the best first. */
function ranked(
  context: Context,
  { estimates, measure }: Primary,
  names: readonly string[],
  method: string,
  model: string,
): Ranked[] {
  const { cube } = estimates;
  const sign = towardsBetter(measure);
  return context
    .classes(cube.classes)
    .flatMap((label) => {
      const { values } = cube.stratum(model, label);
      return cube.cases.get(label)!.map(({ image }, i) => {
        const found = names.map((name) => [name, values.get(name)?.[i] ?? NaN] as const);
        const there = new Map(found.filter(([, value]) => !Number.isNaN(value)));
        return { image, class: label, value: there.get(method) ?? NaN, values: there };
      });
    })
    .filter(({ value }) => !Number.isNaN(value))
    .sort((a, b) => sign * (b.value - a.value));
}

/** The first, the middle and the last, each once. */
function picks(all: readonly Ranked[]): Case[] {
  const places = new Map<number, Rank>([[0, 'best']]);
  if (all.length > 2) places.set(Math.floor(all.length / 2), 'median');
  if (all.length > 1) places.set(all.length - 1, 'worst');
  return all.length === 0 ? [] : [...places].map(([place, rank]) => ({ ...all[place], rank }));
}

function middle<T>(all: readonly T[]): T {
  return all[Math.floor(all.length / 2)];
}
