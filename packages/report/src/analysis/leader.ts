import type { Interval } from '@camscope/statistics';
import type { MeasureFacts } from '../data.ts';
import type { ReportOptions } from '../options.ts';
import type { Comparison } from './comparison.ts';
import { decimalsOf, towardsBetter } from './measures.ts';

/** The best of the compared methods by a metric, and how it stands to the others. */
export interface Leader {
  /** By the mean over the rows of the comparison, the largest first; several where they tie. */
  readonly best: readonly string[];
  readonly mean: Interval;
  /** Means that lie no further apart than this are ties. */
  readonly tolerance: number;
  /** The best of those that do not tie with the best. */
  readonly second?: string;
  /** The first of the best minus the second, turned so that the better is the larger. */
  readonly difference?: Ends;
  /** After Holm's correction over all pairs of methods. */
  readonly p?: number | null;
  /** Whether the difference is significant. */
  readonly significant?: boolean;
  /** Methods that do not tie with the best, but do not differ from it significantly. */
  readonly undecided: readonly string[];
}

export type Ends = Pick<Interval, 'estimate' | 'low' | 'high'>;

/** Undefined where no method is compared, or no end is the better one. */
export function leaderOf(
  { methods, means, tests }: Comparison,
  measure: MeasureFacts,
  options: ReportOptions,
): Leader | undefined {
  if (measure.direction === 'none') return undefined;
  const sign = towardsBetter(measure);
  const mean = (name: string) => means.get(name)!.estimate;
  const ranked = methods.filter((name) => mean(name) !== null).sort((a, b) => sign * (mean(b)! - mean(a)!));
  if (ranked.length === 0) return undefined;
  const tolerance = toleranceOf(
    measure,
    ranked.map((name) => mean(name)!),
    options,
  );
  const best = ranked.filter((name) => Math.abs(mean(name)! - mean(ranked[0])!) <= tolerance);
  const [second] = ranked.slice(best.length);
  const common = { best, mean: means.get(best[0])!, tolerance };
  const pairWith = (name: string) =>
    tests?.pairs.find(({ a, b }) => (a === best[0] && b === name) || (b === best[0] && a === name));
  const undecided = ranked.slice(best.length).filter((name) => (pairWith(name)?.winner ?? null) === null);
  const pair = second === undefined ? undefined : pairWith(second);
  if (!pair) return { ...common, ...(second === undefined ? {} : { second }), undecided };
  return {
    ...common,
    ...{ second, undecided, p: pair.adjusted, significant: pair.winner === best[0] },
    difference: turned(pair.difference, (pair.a === best[0] ? 1 : -1) * sign),
  };
}

/** Half a unit of the last digit shown, or what the options say. */
export function toleranceOf(
  measure: MeasureFacts,
  found: Iterable<number>,
  { tieTolerance }: ReportOptions,
): number {
  return tieTolerance * 10 ** -decimalsOf(measure, found);
}

/** An interval of a - b as one of b - a where the sign is negative. */
export function turned({ estimate, low, high }: Ends, sign: number): Ends {
  if (sign > 0) return { estimate, low, high };
  const negated = (end: number | null) => (end === null ? null : 0 - end);
  return { estimate: negated(estimate), low: negated(high), high: negated(low) };
}
