import { CamscopeError } from '@camscope/core';
import {
  bootstrapMeanDifference,
  holm,
  wilcoxon,
  type FactorTable,
  type Interval,
} from '@camscope/statistics';
import type { Run } from '../runs/run.ts';

export interface CompareRunsOptions {
  /** Names of metrics; all that both runs have by default. */
  readonly metrics?: readonly string[];
  readonly segmenter?: string;
  /** Confidence level of the intervals. */
  readonly level?: number;
  readonly replicates?: number;
  readonly seed?: number;
}

/** One method by one metric in two runs, on the findings that both have measured. */
export interface RunDifference {
  /** Empty where the runs have one network each, whatever their names. */
  readonly model: string;
  readonly method: string;
  readonly segmenter: string;
  readonly metric: string;
  /** Pairs: findings, once for each reader. */
  readonly n: number;
  /** Findings that one run alone has measured. */
  readonly unpaired: number;
  readonly meanA: number;
  readonly meanB: number;
  /** Mean of B − A, resampling patients. */
  readonly difference: Interval;
  /** Wilcoxon's signed-rank test, two-sided; 1 where nothing differs. */
  readonly p: number | null;
  /** Holm's correction over all differences. */
  readonly adjusted: number | null;
}

/**
 * Paired differences of two runs, for every method that both have.
 * @throws CamscopeError DATA_INVALID when they have nothing in common; CONFIG_INVALID for a metric or segmenter that one
 *   lacks.
 */
export function compareRuns(a: Run, b: Run, options: CompareRunsOptions = {}): RunDifference[] {
  const [ofA, ofB] = [scoresOf(a), scoresOf(b)];
  const metrics = options.metrics ?? common(ofA, ofB, 'metric');
  for (const metric of metrics) refuseUnknown(ofA, ofB, 'metric', metric);
  if (options.segmenter !== undefined) refuseUnknown(ofA, ofB, 'segmenter', options.segmenter);
  const oneEach = ofA.levels('model').length === 1 && ofB.levels('model').length === 1;
  const wanted = { metric: metrics, ...(options.segmenter ? { segmenter: [options.segmenter, ''] } : {}) };
  const groups = groupsOf(ofA.where(wanted), oneEach);
  const others = groupsOf(ofB.where(wanted), oneEach);
  const differences = [...groups].flatMap(([key, group]) => {
    const other = others.get(key);
    return other ? difference(group, other, options) : [];
  });
  if (differences.length === 0) {
    throw new CamscopeError('DATA_INVALID', 'The two runs have nothing in common', {
      found: `Methods: ${ofA.levels('method').join(', ')} and ${ofB.levels('method').join(', ')}`,
      fix: 'Compare runs of the same methods on the same images',
    });
  }
  const adjusted = holm(differences.map(({ p }) => p));
  return differences.map((line, i) => ({ ...line, adjusted: adjusted[i] }));
}

function scoresOf({ scores, folder }: Run): FactorTable {
  if (scores && scores.size > 0) return scores.where({ kind: 'method', against: 'finding' });
  throw new CamscopeError('DATA_INVALID', `The run ${folder} has no scores`);
}

function refuseUnknown(a: FactorTable, b: FactorTable, factor: 'metric' | 'segmenter', name: string): void {
  const known = common(a, b, factor);
  if (known.includes(name)) return;
  throw new CamscopeError('CONFIG_INVALID', `Not both runs have the ${factor} '${name}'`, {
    found: `Both have: ${known.filter((level) => level !== '').join(', ') || 'none'}`,
  });
}

function common(a: FactorTable, b: FactorTable, factor: string): string[] {
  const known = new Set(b.levels(factor));
  return a.levels(factor).filter((level) => known.has(level));
}

interface Group {
  readonly key: Readonly<Record<string, string>>;
  /** By finding and reader. */
  readonly values: ReadonlyMap<string, { readonly patient: string; readonly value: number }>;
}

function groupsOf(table: FactorTable, oneEach: boolean): Map<string, Group> {
  const groups = table.groupBy('model', 'method', 'segmenter', 'metric').map(({ key, table: rows }) => {
    const values = new Map<string, { patient: string; value: number }>();
    for (let row = 0; row < rows.size; row++) {
      const value = rows.value(row);
      const [image, label, reader] = ['image', 'class', 'reader'].map((factor) => rows.level(row, factor));
      const patient = rows.level(row, 'patient') || `image ${image}`;
      if (value !== null) values.set(JSON.stringify([image, label, reader]), { patient, value });
    }
    const named = oneEach ? { ...key, model: '' } : key;
    return [JSON.stringify(named), { key: named, values }] as const;
  });
  return new Map(groups);
}

function difference(
  a: Group,
  b: Group,
  { level = 0.95, replicates = 2000, seed = 0 }: CompareRunsOptions,
): Omit<RunDifference, 'adjusted'>[] {
  const keys = [...a.values.keys()].filter((key) => b.values.has(key));
  if (keys.length === 0) return [];
  const [before, after] = [a, b].map(({ values }) => keys.map((key) => values.get(key)!.value));
  const clusters = keys.map((key) => a.values.get(key)!.patient);
  const { model, method, segmenter, metric } = a.key;
  return [
    {
      ...{ model, method, segmenter, metric, n: keys.length },
      unpaired: a.values.size + b.values.size - 2 * keys.length,
      ...{ meanA: mean(before), meanB: mean(after) },
      difference: bootstrapMeanDifference(after, before, { level, replicates, seed, clusters }),
      p: wilcoxon(after, before).p,
    },
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
