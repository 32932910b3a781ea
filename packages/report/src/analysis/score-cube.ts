import type { FactorTable } from '@camscope/statistics';
import type { SeriesList } from './series.ts';

/** The findings of one class as one network's methods explain them; NaN where there is no value. */
export interface Stratum {
  /** Empty for priors and readers. */
  readonly model: string;
  readonly class: string;
  /** By name, one value per case of the class. */
  readonly values: ReadonlyMap<string, Float64Array>;
  /** By name, 1 where the prediction had no region. */
  readonly empty: ReadonlyMap<string, Uint8Array>;
}

/** A finding: one class on one image. */
export interface Case {
  readonly image: string;
  /** The patient, or the image where the patient is unknown: what is drawn as a whole by the bootstrap. */
  readonly cluster: string;
}

/** One metric under one segmenter: every class's cases, and every series' value for them, averaged over readers. */
export interface ScoreCube {
  readonly classes: readonly string[];
  readonly models: readonly string[];
  /** Every series with a row, whatever its kind. */
  readonly series: readonly string[];
  readonly cases: ReadonlyMap<string, readonly Case[]>;
  stratum(model: string, label: string): Stratum;
}

interface Filling {
  readonly model: string;
  readonly class: string;
  readonly sums: Map<string, Float64Array>;
  readonly counts: Map<string, Uint16Array>;
  readonly empty: Map<string, Uint8Array>;
}

/** Rows of one metric and segmenter, side by side. Rows of priors and readers count for every network. */
export function scoreCube(table: FactorTable, series: SeriesList): ScoreCube {
  const cases = casesOf(table);
  const strata = new Map<string, Filling>();
  const hasRegions = table.factors.includes('regions');
  const key = (model: string, label: string) => JSON.stringify([model, label]);
  for (let row = 0; row < table.size; row++) {
    const [method, label] = [table.level(row, 'method'), table.level(row, 'class')];
    const model = series.kind(method) === 'method' ? table.level(row, 'model') : '';
    const at = key(model, label);
    let stratum = strata.get(at);
    if (!stratum) {
      stratum = { model, class: label, sums: new Map(), counts: new Map(), empty: new Map() };
      strata.set(at, stratum);
    }
    const { list, index } = cases.get(label)!;
    const isEmpty = hasRegions && table.level(row, 'regions') === '0';
    const place = { at: index.get(table.level(row, 'image'))!, of: list.length };
    fill(stratum, method, place, { value: table.value(row), isEmpty });
  }
  const finished = new Map([...strata].map(([at, stratum]) => [at, finish(stratum)]));
  return {
    classes: [...cases.keys()],
    models: [...new Set([...strata.values()].map(({ model }) => model))].filter((model) => model !== ''),
    series: series.sorted(table.levels('method')),
    cases: new Map([...cases].map(([label, { list }]) => [label, list])),
    stratum: (model, label) =>
      finished.get(key(model, label)) ?? { model, class: label, values: new Map(), empty: new Map() },
  };
}

function casesOf(table: FactorTable) {
  const classes = new Map<string, { list: Case[]; index: Map<string, number> }>();
  for (let row = 0; row < table.size; row++) {
    const [label, image] = [table.level(row, 'class'), table.level(row, 'image')];
    let of = classes.get(label);
    if (!of) classes.set(label, (of = { list: [], index: new Map() }));
    if (of.index.has(image)) continue;
    of.index.set(image, of.list.length);
    of.list.push({ image, cluster: table.level(row, 'patient') || image });
  }
  return classes;
}

function fill(
  to: Filling,
  name: string,
  { at, of }: { readonly at: number; readonly of: number },
  { value, isEmpty }: { readonly value: number | null; readonly isEmpty: boolean },
): void {
  if (!to.sums.has(name)) {
    to.sums.set(name, new Float64Array(of));
    to.counts.set(name, new Uint16Array(of));
    to.empty.set(name, new Uint8Array(of));
  }
  if (isEmpty) to.empty.get(name)![at] = 1;
  if (value === null) return;
  to.sums.get(name)![at] += value;
  to.counts.get(name)![at]++;
}

function finish({ model, class: label, sums, counts, empty }: Filling): Stratum {
  const means = [...sums].map(([name, values]) => {
    const count = counts.get(name)!;
    return [name, values.map((sum, i) => (count[i] === 0 ? NaN : sum / count[i]))] as const;
  });
  return { model, class: label, values: new Map(means), empty };
}
