import { againstBaseline, type BaselineVerdict, type Interval } from '@camscope/statistics';
import type { MeasureFacts } from '../data.ts';
import { meanOver, testsOf, type Comparison, type Judged } from './comparison.ts';
import { towardsBetter } from './measures.ts';
import { findingsIn, shared, sideBySide } from './side-by-side.ts';

/** The compared methods against one trivial answer, on the rows for which all of them and it have a value. */
export interface PriorVerdict {
  readonly prior: string;
  readonly mean: Interval;
  /** Of each method, over the same rows. */
  readonly methods: ReadonlyMap<string, Interval>;
  readonly rows: number;
  readonly findings: number;
  readonly patients: number;
  /** Adjusted by Holm over the methods. */
  readonly verdict: BaselineVerdict;
}

/** Every trivial answer's, in the order declared, whatever its role; over all classes or one. */
export function priorVerdicts(
  { cube, measure, series, options }: Judged,
  { methods }: Pick<Comparison, 'methods'>,
  classes?: readonly string[],
): PriorVerdict[] {
  if (methods.length === 0) return [];
  return series.ofKind('prior', cube.series).flatMap((prior): PriorVerdict[] => {
    const names = [...methods, prior];
    const side = sideBySide(cube, series, names, classes);
    const tests = testsOf(side, names, measure, options, prior);
    if (!tests) return [];
    const rows = shared(side, names);
    return [
      {
        prior,
        mean: meanOver(side, prior, rows, options),
        methods: new Map(methods.map((name) => [name, meanOver(side, name, rows, options)])),
        rows: rows.length,
        findings: findingsIn(side, rows),
        patients: tests.coverage.clusters,
        verdict: againstBaseline(tests, prior),
      },
    ];
  });
}

/** The one with the best mean; undefined where there is none. */
export function strongestOf(
  verdicts: readonly PriorVerdict[],
  measure: MeasureFacts,
): PriorVerdict | undefined {
  const sign = towardsBetter(measure);
  const found = verdicts.filter(({ mean }) => mean.estimate !== null);
  return found.length === 0
    ? undefined
    : found.reduce((a, b) => (sign * (b.mean.estimate! - a.mean.estimate!) > 0 ? b : a));
}

/** Whether no method is better or worse, though the best of them has the better mean. */
export function isUndecided(one: PriorVerdict, measure: MeasureFacts): boolean {
  const sign = towardsBetter(measure);
  const best = one.methods.get(bestMethodOf(one, measure))!.estimate ?? NaN;
  const { better, worse } = one.verdict;
  return better.length === 0 && worse.length === 0 && sign * (best - (one.mean.estimate ?? NaN)) > 0;
}

/** The method with the best mean on the rows of a verdict. */
export function bestMethodOf({ methods }: PriorVerdict, measure: MeasureFacts): string {
  const sign = towardsBetter(measure);
  const mean = (name: string) => sign * (methods.get(name)!.estimate ?? -Infinity);
  return [...methods.keys()].reduce((a, b) => (mean(b) > mean(a) ? b : a));
}
