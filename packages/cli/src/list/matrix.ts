import { cells, families, refusals } from '@camscope/plugins/matrix';
import { table } from '../terminal/table.ts';

/** Providers in the order of a cell's characters. */
const PROVIDERS = ['CPU', 'WASM', 'WebGPU in software'] as const;
/** What a character of a cell says. */
const LEGEND = {
  '=': 'the map is equal to its reference: on the CPU PyTorch in float64, elsewhere the CPU’s map',
  '+': 'the map is made, and held to its reference on other networks',
  '-': 'refused, with a sentence',
  '!': 'a map that is not the CPU’s, or none: a defect of the provider or of its runtime',
  '.': 'not tried',
} as const;

export interface Matrix {
  readonly providers: readonly string[];
  readonly legend: Readonly<Record<string, string>>;
  readonly families: readonly string[];
  /** By method and family: a character a provider. */
  readonly cells: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By method and family: why it refuses the network. */
  readonly refusals: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const matrix: Matrix = { providers: PROVIDERS, legend: LEGEND, families, cells, refusals };

/** The rows of the matrix: a method, and its cell for each family. */
export function matrixRows(): string[][] {
  return Object.entries(cells).map(([method, row]) => [method, ...families.map((family) => row[family])]);
}

/** Each sentence with which methods refuse networks, with the methods and the families. */
export function sentences(): (readonly [sentence: string, methods: string, families: string])[] {
  const methods = new Map<string, string[]>();
  for (const [method, row] of Object.entries(refusals)) {
    for (const sentence of new Set(Object.values(row))) {
      const refused = families.filter((family) => row[family] === sentence);
      const key = JSON.stringify([sentence, refused.join(', ')]);
      methods.set(key, [...(methods.get(key) ?? []), method]);
    }
  }
  return [...methods].map(([key, names]) => {
    const [sentence, refused] = JSON.parse(key) as [string, string];
    return [sentence, names.join(', '), refused];
  });
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
