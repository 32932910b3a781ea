import type { Predictions, Sample } from '@camscope/core';
import { bootstrap } from '@camscope/statistics';
import type { Chosen } from '../chosen.ts';
import type { ClassificationRow } from '../tables/classification.ts';
import { attempt, reasonOf } from './attempt.ts';
import { outcomeOf } from './outcome.ts';

/** One network's probabilities of one label, of samples whose label is known. */
export interface LabelPredictions {
  readonly label: string;
  readonly probabilities: ReadonlyMap<Sample, number>;
}

const LEVEL = 0.95;
const REPLICATES = 2000;
const INTERVALS = { bca: 'BCa bootstrap', percentile: 'percentile bootstrap' } as const;
const ONE_PATIENT = 'All cases with the finding, or all without it, are of one patient';

/**
 * Every measure of classification of one network on one label, with a 95 % interval: in closed form where the measure has
 * one and each case is another patient's, else by resampling patients (2,000 replicates): by percentiles where patients alone keep the
 * closed form away, for BCa of areas of few positives ends at 0 or 1, and else BCa. Uncertain labels are left out.
 */
export function classificationRows(
  model: string,
  { label, probabilities }: LabelPredictions,
  measures: readonly Chosen<'classification'>[],
  seed: number,
): ClassificationRow[] {
  const cases = [...probabilities].filter(([{ labels }]) => labels[label] !== -1);
  const predictions: Predictions = {
    truths: Uint8Array.from(cases, ([{ labels }]) => labels[label]),
    probabilities: Float64Array.from(cases, ([, probability]) => probability),
  };
  const patients = cases.map(([{ patient, id }]) => (patient === undefined ? `image ${id}` : patient));
  const positives = predictions.truths.reduce((sum, truth) => sum + truth, 0);
  return measures.map((metric) => ({
    ...{ model, label, metric: metric.name, n: cases.length, positives },
    ...measured(metric, predictions, patients, seed),
  }));
}

type Line = Pick<ClassificationRow, 'value' | 'low' | 'high' | 'interval' | 'reason'>;

function measured(
  { contribution, options }: Chosen<'classification'>,
  predictions: Predictions,
  patients: readonly string[],
  seed: number,
): Line {
  const found = attempt(() => contribution.measure(predictions, options));
  const { value, reason: missing } = outcomeOf(found);
  if (value === null) return { value, reason: missing };
  const isClustered = new Set(patients).size < patients.length;
  const closed = attempt(() =>
    isClustered ? undefined : contribution.interval?.(predictions, LEVEL, options),
  );
  if ('failure' in closed) return { value, reason: reasonOf(closed.failure) };
  if (closed.value) {
    const [low, high] = closed.value;
    return { value, low, high, interval: 'closed form' };
  }
  const method = isClustered && contribution.interval ? 'percentile' : 'bca';
  const { low, high, empty, reason } = bootstrap(
    patients.length,
    (cases) => outcomeOf(attempt(() => contribution.measure(resampled(predictions, cases), options))).value,
    { level: LEVEL, replicates: REPLICATES, seed, method, clusters: patients },
  );
  if (low === null) return { value, reason };
  if (empty > 0 && isOfOnePatient(predictions.truths, patients)) return { value, reason: ONE_PATIENT };
  return { value, low, high, interval: INTERVALS[method], reason };
}

/** Whether all cases with the finding, or all without it, are one patient's: how others would come out, nothing tells. */
function isOfOnePatient(truths: ArrayLike<number>, patients: readonly string[]): boolean {
  return [0, 1].some((truth) => new Set(patients.filter((_, i) => truths[i] === truth)).size === 1);
}

function resampled({ truths, probabilities }: Predictions, cases: Uint32Array): Predictions {
  return {
    truths: Uint8Array.from(cases, (i) => truths[i]),
    probabilities: Float64Array.from(cases, (i) => probabilities[i]),
  };
}
