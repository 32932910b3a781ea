import {
  bootstrapMean,
  compareMethods,
  FactorTableBuilder,
  type Interval,
  type MethodComparison,
} from '@camscope/statistics';
import type { MeasureFacts } from '../data.ts';
import type { ReportOptions } from '../options.ts';
import type { ScoreCube } from './score-cube.ts';
import type { SeriesList } from './series.ts';
import { findingsIn, shared, sideBySide, type SideBySide } from './side-by-side.ts';

/** Methods side by side on the rows, findings on networks, for which all of them have a value. */
export interface Comparison {
  readonly methods: readonly string[];
  /** Those tried on too few findings to stand among them. */
  readonly partial: readonly string[];
  /** Each one's mean over these rows. */
  readonly means: ReadonlyMap<string, Interval>;
  readonly rows: number;
  readonly findings: number;
  /** Of all that the metric was measured on. */
  readonly allFindings: number;
  /** Every pair; absent where fewer than two methods or no row are left, or no end of the metric is the better one. */
  readonly tests: MethodComparison | undefined;
}

/** The scores by a metric, and what they are judged by. */
export interface Judged {
  readonly cube: ScoreCube;
  readonly measure: MeasureFacts;
  readonly series: SeriesList;
  readonly options: ReportOptions;
}

export function comparisonOf({ cube, measure, series, options }: Judged): Comparison {
  const all = series.ofKind('method', cube.series);
  const methods = all.filter((name) => isCovered(cube, name, options));
  const side = sideBySide(cube, series, methods);
  const rows = methods.length === 0 ? [] : shared(side, methods);
  // Every pair of many methods takes its time, and not every metric is asked for it.
  let tests: { readonly found: MethodComparison | undefined } | undefined;
  return {
    methods,
    partial: all.filter((name) => !methods.includes(name)),
    means: new Map(methods.map((name) => [name, meanOver(side, name, rows, options)])),
    rows: rows.length,
    findings: findingsIn(side, rows),
    allFindings: [...cube.cases.values()].reduce((sum, cases) => sum + cases.length, 0),
    get tests() {
      tests ??= { found: testsOf(side, methods, measure, options) };
      return tests.found;
    },
  };
}

/** Undefined where there is nothing to test. */
export function testsOf(
  side: SideBySide,
  names: readonly string[],
  { direction }: MeasureFacts,
  options: ReportOptions,
  against?: string,
): MethodComparison | undefined {
  if (direction === 'none' || names.length < 2) return undefined;
  const { level, replicates, seed, alpha, equalWithin: tolerance } = options;
  const severalModels = new Set(side.rows.map(({ model }) => model)).size > 1;
  const tests = compareMethods(tableOf(side, names), {
    ...{ direction, methods: names, cases: ['class', 'image'], cluster: 'cluster' },
    ...(severalModels ? { network: 'model' } : {}),
    ...(against === undefined ? {} : { against }),
    ...{ level, replicates, seed, alpha, tolerance },
  });
  return tests.reason === undefined ? tests : undefined;
}

/** Over some of the rows, with an interval over patients. */
export function meanOver(
  { rows, values }: SideBySide,
  name: string,
  at: readonly number[],
  { level, replicates, seed }: ReportOptions,
): Interval {
  const column = values.get(name)!;
  return bootstrapMean(
    at.map((row) => column[row]),
    { level, replicates, seed, clusters: at.map((row) => rows[row].cluster) },
  );
}

/** Whether a method has a value for enough of its cases, in all networks, to be compared. */
function isCovered(cube: ScoreCube, name: string, { minimumCoverage }: ReportOptions): boolean {
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

function tableOf({ rows, values }: SideBySide, names: readonly string[]) {
  const builder = new FactorTableBuilder(['method', 'model', 'class', 'image', 'cluster']);
  for (const name of names) {
    const column = values.get(name)!;
    rows.forEach((row, i) =>
      builder.add(
        [name, row.model, row.class, row.image, row.cluster],
        Number.isNaN(column[i]) ? null : column[i],
      ),
    );
  }
  return builder.build();
}
