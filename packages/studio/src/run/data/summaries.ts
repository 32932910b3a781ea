import { bootstrapMean, quantile } from '@camscope/statistics';
import { wordOf, type ScoreRows } from './score-rows.ts';

/** A method among others. */
export interface Series {
  readonly method: string;
  readonly kind: string;
  /** Those with a value. */
  readonly n: number;
  /** Those without. */
  readonly missing: number;
}

/** The values of a method, row by row. */
export interface Distribution extends Series {
  /** Least, quartiles and greatest; NaN where there is none. */
  readonly quantiles: readonly [number, number, number, number, number];
  /** Sorted. */
  readonly values: Float64Array;
}

/** The mean of a method over findings, each of which counts once: its readers are averaged, then its networks, as in the report. */
export interface Mean extends Series {
  readonly mean: number;
  /** Of each finding with one, and the patient it is of. */
  readonly values: Float64Array;
  readonly patients: readonly string[];
}

export type Interval = readonly [low: number, high: number];

const QUANTILES = [0, 0.25, 0.5, 0.75, 1] as const;

/** Every method among some rows of a run, in the order of its first. */
export function distributions(rows: ScoreRows, chosen: Uint32Array, run = 0): Distribution[] {
  return byMethod(rows, chosen).map(({ method, kind, own }) => {
    const all = Float64Array.from(own, (row) => rows.values[run][row]);
    const values = all.filter((value) => !Number.isNaN(value)).sort();
    return {
      ...{ method, kind, n: values.length, missing: all.length - values.length, values },
      quantiles: QUANTILES.map((share) => quantile(values, share)) as unknown as Distribution['quantiles'],
    };
  });
}

/** The same for their means. */
export function means(rows: ScoreRows, chosen: Uint32Array, run = 0): Mean[] {
  return byMethod(rows, chosen).map(({ method, kind, own }) => {
    const cases = new Map<number, Case>();
    for (const row of own) addTo(cases, rows, row, rows.values[run][row]);
    // Class after class, as a report has them: the same draws give the same interval.
    const inOrder = [...cases.values()].sort((a, b) => a.label - b.label || a.image - b.image);
    return { method, kind, ...meanOf(inOrder) };
  });
}

/** 95 % interval of a mean, patients drawn with replacement by the seed of reports; absent where there are too few. */
export function intervalOf({ values, patients }: Mean): Interval | undefined {
  const { low, high } = bootstrapMean(values, { clusters: patients });
  return low === null || high === null ? undefined : [low, high];
}

function byMethod({ words, kinds }: ScoreRows, chosen: Uint32Array) {
  const found = new Map<number, number[]>();
  for (const row of chosen) {
    const method = words.method.codes[row];
    const own = found.get(method);
    if (own) own.push(row);
    else found.set(method, [row]);
  }
  return [...found].map(([method, own]) => ({
    ...{ method: words.method.levels[method], kind: wordOf(kinds, own[0]), own },
  }));
}

/** A finding as one method explains it. */
interface Case {
  /** Codes of the class and the image. */
  readonly label: number;
  readonly image: number;
  readonly cluster: string;
  /** By network: sum and number over readers. */
  readonly networks: Map<number, { sum: number; n: number }>;
}

function addTo(cases: Map<number, Case>, rows: ScoreRows, row: number, value: number): void {
  const { words, clusters } = rows;
  const key = rows.findings[row];
  const known = cases.get(key) ?? {
    ...{ label: words.class.codes[row], image: words.image.codes[row] },
    ...{ cluster: wordOf(clusters, row), networks: new Map() },
  };
  cases.set(key, known);
  if (Number.isNaN(value)) return;
  const network = words.model.codes[row];
  const { sum, n } = known.networks.get(network) ?? { sum: 0, n: 0 };
  known.networks.set(network, { sum: sum + value, n: n + 1 });
}

function meanOf(cases: readonly Case[]): Omit<Mean, 'method' | 'kind'> {
  const all = cases.map(({ cluster, networks }) => ({ cluster, value: meanOverNetworks(networks) }));
  const there = all.filter(({ value }) => !Number.isNaN(value));
  const values = Float64Array.from(there, ({ value }) => value);
  return {
    ...{ n: there.length, missing: all.length - there.length },
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    ...{ values, patients: there.map(({ cluster }) => cluster) },
  };
}

function meanOverNetworks(networks: Case['networks']): number {
  const own = [...networks.values()].map(({ sum, n }) => sum / n);
  return own.length === 0 ? NaN : own.reduce((sum, mean) => sum + mean, 0) / own.length;
}
