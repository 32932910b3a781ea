import { families, refusals as written, rows } from '@camscope/plugins/matrix';
import { table } from '../terminal/table.ts';

/** Providers in the order of a cell's characters. */
const PROVIDERS = ['CPU', 'WASM', 'WebGPU in software'] as const;
/** What a character of a cell says. */
const LEGEND = {
  '=': 'right: on the CPU within 1e-4 of what the definition gives in float64, elsewhere within 1e-3 of the CPU’s map',
  '+': 'makes a map of this network; what it makes of others is held to a reference',
  '-': 'refused, with a sentence',
  '!': 'another map, or none: a fault',
} as const;

export interface Matrix {
  readonly providers: readonly string[];
  readonly legend: Readonly<Record<string, string>>;
  readonly families: readonly string[];
  /** By method and family: a character a provider. */
  readonly cells: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By sentence and method: the families whose networks it refuses. */
  readonly refusals: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const cells = Object.fromEntries(
  Object.entries(rows).map(([method, row]) => {
    const own = row.split(' ');
    return [method, Object.fromEntries(families.map((family, i) => [family, own[i]]))];
  }),
);

const refusals = Object.fromEntries(
  Object.entries(written).map(([sentence, refused]) => [
    sentence,
    Object.fromEntries(Object.entries(refused).map(([method, some]) => [method, some.split(' ')])),
  ]),
);

export const matrix: Matrix = { providers: PROVIDERS, legend: LEGEND, families, cells, refusals };

/** The rows of the matrix: a method, and its cell for each family. */
export function matrixRows(): string[][] {
  return Object.entries(rows).map(([method, row]) => [method, ...row.split(' ')]);
}

/** Each sentence with which methods refuse networks, with the methods and the families. */
export function sentences(): (readonly [sentence: string, methods: string, families: string])[] {
  return Object.entries(refusals).flatMap(([sentence, refused]) => {
    const methods = new Map<string, string[]>();
    for (const [method, some] of Object.entries(refused)) {
      const on = inWords(some);
      methods.set(on, [...(methods.get(on) ?? []), method]);
    }
    return [...methods].map(([on, names]) => [sentence, names.join(', '), on] as const);
  });
}

/** Families, or of most of them those that are left out. */
function inWords(some: readonly string[]): string {
  const others = families.filter((family) => !some.includes(family));
  if (others.length === 0) return 'all';
  return others.length < some.length / 2 ? `all but ${others.join(', ')}` : some.join(', ');
}

/** The matrix as text. */
export function matrixText(): string {
  const legend = Object.entries(LEGEND).map(([sign, meaning]) => `${sign}  ${meaning}`);
  return [
    table(['method', ...families], matrixRows()),
    `A cell: ${PROVIDERS.join(', ')}`,
    ...legend,
    ...sentences().map(([sentence, methods, on]) => `\n${methods} on ${on}:\n  ${sentence}`),
    '',
  ].join('\n');
}
