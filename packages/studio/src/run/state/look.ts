import { FACTORS, type Factor, type Key } from '../data/score-rows.ts';
import { NO_FILTERS, type Brush, type Column, type Filters, type Order } from '../data/query.ts';

export const PLOTS = ['distribution', 'forest', 'scatter', 'agreement'] as const;
export type Plot = (typeof PLOTS)[number];

/** All that says what is on screen: a link with it shows the same. */
export interface Look {
  readonly metric?: string;
  readonly segmenter?: string;
  readonly filters: Filters;
  readonly order: Order;
  readonly plot: Plot;
  /** Methods of the scatter plot. */
  readonly x?: string;
  readonly y?: string;
  /** Measure of the agreement matrix. */
  readonly agreement?: string;
  /** The row that is looked at. */
  readonly at?: Key;
  /** Share of the map's greatest value from which it is shown. */
  readonly threshold: number;
  /** Share of the map's colour. */
  readonly opacity: number;
  /** Share of the pixels with any heat that reach up to the hottest colour. */
  readonly reach: number;
}

export const FIRST_LOOK: Look = {
  filters: NO_FILTERS,
  order: { by: 'value', down: true },
  plot: 'distribution',
  threshold: 0,
  opacity: 0.45,
  reach: 1,
};

const COLUMNS: readonly Column[] = [...FACTORS, 'value', 'other', 'difference'];
const SHARES = ['threshold', 'opacity', 'reach'] as const;
const PATH = '#/run';

/** Whether an address is of a run. */
export function isOfRun(hash: string): boolean {
  return hash === PATH || hash.startsWith(`${PATH}?`);
}

/** As the part of an address behind `#`, `#` included; what is as at first is left out. */
export function addressOf(look: Look): string {
  const given = new URLSearchParams();
  const put = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') given.append(name, value);
  };
  put('metric', look.metric);
  put('segmenter', look.segmenter);
  for (const name of FACTORS) for (const word of look.filters.words[name] ?? []) given.append(name, word);
  put('search', look.filters.search);
  put('values', look.filters.values && spanOf(look.filters.values));
  if (look.filters.differing) put('only', 'differing');
  const { pair } = look.filters;
  if (pair) put('brush', [spanOf(pair.xs), spanOf(pair.ys)].join(','));
  const { by, down } = look.order;
  if (by !== FIRST_LOOK.order.by || down !== FIRST_LOOK.order.down) put('sort', `${down ? '-' : ''}${by}`);
  if (look.plot !== FIRST_LOOK.plot) put('plot', look.plot);
  put('x', look.x);
  put('y', look.y);
  put('agreement', look.agreement);
  if (look.at) given.append('at', JSON.stringify(FACTORS.map((name) => look.at![name])));
  for (const name of SHARES) if (look[name] !== FIRST_LOOK[name]) put(name, String(look[name]));
  const text = given.toString();
  return text === '' ? PATH : `${PATH}?${text}`;
}

/** What an address says; what it says wrongly is as at first. */
export function lookAt(hash: string): Look {
  const given = new URLSearchParams(hash.slice(PATH.length + 1));
  const text = (name: string) => given.get(name) ?? undefined;
  const words: Partial<Record<Factor, readonly string[]>> = {};
  for (const name of FACTORS) if (given.has(name)) words[name] = given.getAll(name);
  const [x, y] = [text('x'), text('y')];
  return {
    ...{ metric: text('metric'), segmenter: text('segmenter'), x, y, agreement: text('agreement') },
    filters: {
      ...{ words, search: given.get('search') ?? '', differing: given.get('only') === 'differing' },
      values: spanIn(given.get('values')),
      pair: brushIn(given.get('brush'), x, y),
    },
    order: orderIn(given.get('sort')),
    plot: PLOTS.find((name) => name === given.get('plot')) ?? FIRST_LOOK.plot,
    at: keyIn(given.get('at')),
    ...{
      threshold: shareIn(given, 'threshold'),
      opacity: shareIn(given, 'opacity'),
      reach: shareIn(given, 'reach'),
    },
  };
}

/** In [0, 1]. */
function shareIn(given: URLSearchParams, name: (typeof SHARES)[number]): number {
  const text = given.get(name) ?? '';
  const share = text === '' ? NaN : Number(text);
  return share >= 0 && share <= 1 ? share : FIRST_LOOK[name];
}

function spanOf([least, greatest]: readonly [number, number]): string {
  return `${least}..${greatest}`;
}

function spanIn(text: string | null): [number, number] | undefined {
  const parts = text?.split('..') ?? [];
  const [least, greatest] = parts.map(Number);
  return parts.length === 2 && parts.every((part) => part !== '') && least <= greatest
    ? [least, greatest]
    : undefined;
}

function brushIn(text: string | null, x?: string, y?: string): Brush | undefined {
  const [xs, ys] = (text?.split(',') ?? []).map(spanIn);
  return xs && ys && x !== undefined && y !== undefined ? { x, y, xs, ys } : undefined;
}

function orderIn(text: string | null): Order {
  const by = COLUMNS.find((name) => name === text?.replace(/^-/, ''));
  return by ? { by, down: text!.startsWith('-') } : FIRST_LOOK.order;
}

function keyIn(text: string | null): Key | undefined {
  let names: unknown;
  try {
    names = JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
  if (!Array.isArray(names) || names.length !== FACTORS.length) return undefined;
  if (!names.every((name) => typeof name === 'string')) return undefined;
  return Object.fromEntries(FACTORS.map((name, i) => [name, (names as string[])[i]])) as Key;
}
