import {
  againstBaseline,
  bootstrapMeanDifference,
  compareMethods,
  FactorTableBuilder,
  holm,
  wilcoxon,
  type BaselineVerdict,
  type Interval,
  type MethodComparison,
} from '@camscope/statistics';
import type { MeasureFacts } from '../data.ts';
import type { ReportOptions } from '../options.ts';
import { type Estimates } from './estimates.ts';
import type { SeriesList } from './series.ts';

/** Methods against one another and against the reference, over the cases that all of them have. */
export interface Verdicts {
  readonly comparison: MethodComparison;
  readonly baseline?: BaselineVerdict;
  /** The same for each class alone, where there are several. */
  readonly byClass: ReadonlyMap<string, BaselineVerdict>;
  /** Methods with too few values to be compared. */
  readonly leftOut: readonly string[];
}

/** Undefined where a direction is not declared or fewer than two series can be compared. */
export function verdictsOf(
  estimates: Estimates,
  measure: MeasureFacts,
  series: SeriesList,
  options: ReportOptions,
): Verdicts | undefined {
  if (measure.direction === 'none') return undefined;
  const { cube } = estimates;
  const methods = series.ofKind('method', cube.series);
  const covered = methods.filter((name) => isCovered(estimates, name, options));
  const reference = series.reference?.name;
  const compared =
    reference !== undefined && cube.series.includes(reference) ? [...covered, reference] : covered;
  if (compared.length < 2) return undefined;
  const { level, replicates, seed, alpha } = options;
  const { direction } = measure;
  const comparisonOf = (classes: readonly string[]) =>
    compareMethods(tableOf(estimates, compared, series, classes), {
      direction,
      methods: compared,
      cases: ['class', 'image'],
      cluster: 'cluster',
      ...(cube.models.length > 1 ? { network: 'model' } : {}),
      level,
      replicates,
      seed,
      alpha,
    });
  const verdictOf = (comparison: MethodComparison) =>
    compared.length > covered.length && comparison.reason === undefined
      ? againstBaseline(comparison, reference!)
      : undefined;
  const comparison = comparisonOf(cube.classes);
  const baseline = verdictOf(comparison);
  const byClass = (baseline && cube.classes.length > 1 ? cube.classes : []).flatMap((label) => {
    const verdict = verdictOf(comparisonOf([label]));
    return verdict ? [[label, verdict] as const] : [];
  });
  return {
    comparison,
    ...(baseline ? { baseline } : {}),
    byClass: new Map(byClass),
    leftOut: methods.filter((name) => !covered.includes(name)),
  };
}

/** The best method of a metric, and how it stands to the others. */
export interface Leader {
  readonly best: string;
  readonly value: number;
  readonly second?: string;
  /** Best minus second, by findings averaged over networks. */
  readonly difference?: Interval;
  /** Of the best against the second, after Holm's correction for the best against every other method. */
  readonly p?: number | null;
  /** Methods that do not differ from the best. */
  readonly undecided: readonly string[];
}

/** Best by the mean of all findings. Undefined where no method has a value or no end is the better one. */
export function leaderOf(
  estimates: Estimates,
  measure: MeasureFacts,
  series: SeriesList,
  options: ReportOptions,
): Leader | undefined {
  const { alpha, level, replicates, seed } = options;
  if (measure.direction === 'none') return undefined;
  const sign = measure.direction === 'higher' ? -1 : 1;
  const ranked = series
    .ofKind('method', estimates.cube.series)
    .filter((name) => isCovered(estimates, name, options))
    .map((name) => ({ name, ...estimates.values({ series: name }) }))
    .map((entry) => ({ ...entry, mean: mean(entry.values) }))
    .filter((entry) => !Number.isNaN(entry.mean))
    .sort((a, b) => sign * (a.mean - b.mean));
  const [best, ...others] = ranked;
  if (!best) return undefined;
  const adjusted = holm(others.map(({ values }) => pairedP(best.values, values)));
  const undecided = others.filter((_, i) => !((adjusted[i] ?? 1) < alpha)).map(({ name }) => name);
  const common = { best: best.name, value: best.mean, undecided };
  if (others.length === 0) return common;
  const { clusters } = best;
  return {
    ...common,
    second: others[0].name,
    difference: bootstrapMeanDifference(best.values, others[0].values, { level, replicates, seed, clusters }),
    p: adjusted[0],
  };
}

/** Whether a method has a value for enough of its cases, in all networks, to be compared. */
export function isCovered({ cube }: Estimates, name: string, { minimumCoverage }: ReportOptions): boolean {
  let [cases, values] = [0, 0];
  for (const model of cube.models) {
    for (const label of cube.classes) {
      const found = cube.stratum(model, label);
      cases += found.values.size === 0 ? 0 : cube.cases.get(label)!.length;
      values += found.values.get(name)?.reduce((sum, value) => sum + Number(!Number.isNaN(value)), 0) ?? 0;
    }
  }
  return cases > 0 && values / cases >= minimumCoverage;
}

/** A series that no network made stands beside every network's methods. */
function tableOf(
  { cube }: Estimates,
  names: readonly string[],
  series: SeriesList,
  classes: readonly string[],
) {
  const builder = new FactorTableBuilder(['method', 'model', 'class', 'image', 'cluster']);
  for (const model of cube.models) {
    for (const label of classes) {
      const cases = cube.cases.get(label)!;
      for (const name of names) {
        const of = series.kind(name) === 'method' ? model : '';
        const values = cube.stratum(of, label).values.get(name);
        if (!values) continue;
        cases.forEach(({ image, cluster }, i) =>
          builder.add([name, model, label, image, cluster], values[i]),
        );
      }
    }
  }
  return builder.build();
}

function pairedP(a: Float64Array, b: Float64Array): number | null {
  const both = [...a.keys()].filter((i) => !Number.isNaN(a[i]) && !Number.isNaN(b[i]));
  if (both.length === 0) return null;
  return wilcoxon(
    both.map((i) => a[i]),
    both.map((i) => b[i]),
  ).p;
}

function mean(values: Float64Array): number {
  const there = values.filter((value) => !Number.isNaN(value));
  return there.length === 0 ? NaN : there.reduce((sum, value) => sum + value, 0) / there.length;
}
