import { bootstrapMean, type Interval } from '@camscope/statistics';
import type { ReportOptions } from '../options.ts';
import type { ScoreCube, Stratum } from './score-cube.ts';
import type { SeriesList } from './series.ts';

/** `all`: an empty prediction counts as it was scored, 0 for an overlap. `found`: cases with a prediction alone. */
export type Subset = 'all' | 'found';

/** Which values: of a series; of one network or of the mean over networks; of one class or of all findings together. */
export interface Selection {
  readonly series: string;
  readonly model?: string;
  readonly class?: string;
  readonly subset?: Subset;
}

/** Values of cases, NaN where there is none, with the cluster of each. */
export interface CaseValues {
  readonly values: Float64Array;
  readonly clusters: readonly string[];
}

/** Means with their intervals, each computed once. */
export class Estimates {
  readonly cube: ScoreCube;
  readonly #series: SeriesList;
  readonly #options: ReportOptions;
  readonly #intervals = new Map<string, Interval>();

  constructor(cube: ScoreCube, series: SeriesList, options: ReportOptions) {
    this.cube = cube;
    this.#series = series;
    this.#options = options;
  }

  /** In the order of the cases, class after class. */
  values({ series, model, class: label, subset = 'all' }: Selection): CaseValues {
    const { cube } = this;
    const classes = label === undefined ? cube.classes : [label];
    const models =
      this.#series.kind(series) !== 'method' ? [''] : model === undefined ? cube.models : [model];
    const parts = classes.map((of) => {
      const size = cube.cases.get(of)?.length ?? 0;
      const strata = models.map((name) => cube.stratum(name, of));
      return meanOver(strata.map((one) => valuesIn(one, series, subset) ?? new Float64Array(size).fill(NaN)));
    });
    return {
      values: parts.length === 1 ? parts[0] : concatenated(parts),
      clusters: classes.flatMap((of) => (cube.cases.get(of) ?? []).map(({ cluster }) => cluster)),
    };
  }

  /** The mean with its bootstrap interval over patients. */
  mean(selection: Selection): Interval {
    const { series, class: label, subset = 'all' } = selection;
    const model = this.#series.kind(series) === 'method' ? selection.model : '';
    const key = JSON.stringify([series, model, label, subset]);
    let interval = this.#intervals.get(key);
    if (!interval) {
      const { level, replicates, seed } = this.#options;
      const { values, clusters } = present(this.values(selection));
      interval = bootstrapMean(values, { level, replicates, seed, clusters });
      this.#intervals.set(key, interval);
    }
    return interval;
  }

  /** The mean without an interval. */
  plainMean(selection: Selection): { readonly value: number | null; readonly n: number } {
    const { values } = present(this.values(selection));
    const sum = values.reduce((total, value) => total + value, 0);
    return { value: values.length === 0 ? null : sum / values.length, n: values.length };
  }

  /** Whether a prediction of the series is empty anywhere, so that the subsets differ. */
  get hasEmpty(): boolean {
    const { cube } = this;
    return ['', ...cube.models].some((model) =>
      cube.classes.some((label) =>
        [...cube.stratum(model, label).empty.values()].some((flags) => flags.includes(1)),
      ),
    );
  }
}

/** The cases that have a value. */
export function present({ values, clusters }: CaseValues): CaseValues {
  const kept = clusters.filter((_, i) => !Number.isNaN(values[i]));
  return { values: values.filter((value) => !Number.isNaN(value)), clusters: kept };
}

/** Of a series in a stratum, where it has any. */
function valuesIn({ values, empty }: Stratum, series: string, subset: Subset): Float64Array | undefined {
  const flags = empty.get(series);
  const all = values.get(series);
  return subset === 'all' || !flags ? all : all?.map((value, i) => (flags[i] ? NaN : value));
}

/** Entry by entry, of the values that are there. */
function meanOver(lists: readonly Float64Array[]): Float64Array {
  if (lists.length === 1) return lists[0];
  return Float64Array.from({ length: lists[0]?.length ?? 0 }, (_, i) => {
    const there = lists.map((values) => values[i]).filter((value) => !Number.isNaN(value));
    return there.length === 0 ? NaN : there.reduce((sum, value) => sum + value, 0) / there.length;
  });
}

function concatenated(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
