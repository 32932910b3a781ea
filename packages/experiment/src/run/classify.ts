import type { Predictions, Sample } from '@camscope/core';
import { bootstrap } from '@camscope/statistics';
import type { Chosen } from '../config/study.ts';
import { csvLine } from '../files/csv.ts';
import { attempt, reasonOf } from '../measure/attempt.ts';
import { outcomeOf } from '../measure/outcome.ts';
import type { RunContext } from './context.ts';

/** One network's probabilities of one label. */
export interface LabelPredictions {
  readonly label: string;
  readonly probabilities: ReadonlyMap<Sample, number>;
}

const HEADER = csvLine([
  ...['model', 'label', 'metric', 'n', 'positives', 'value', 'low', 'high', 'interval', 'reason'],
]);
const LEVEL = 0.95;
const REPLICATES = 1000;

/**
 * Every measure of classification of one network, with a 95 % interval: in closed form where the measure has one, else
 * by resampling patients (BCa, 1,000 replicates). Uncertain labels are left out.
 */
export async function classify(
  { opened: { study }, tables }: RunContext,
  model: string,
  all: readonly LabelPredictions[],
): Promise<void> {
  for (const { label, probabilities } of all) {
    const cases = [...probabilities].filter(([{ labels }]) => labels[label] !== -1);
    const predictions: Predictions = {
      truths: Uint8Array.from(cases, ([{ labels }]) => labels[label]),
      probabilities: Float64Array.from(cases, ([, probability]) => probability),
    };
    const patients = cases.map(([{ patient, id }]) => (patient === undefined ? `image ${id}` : patient));
    const positives = predictions.truths.reduce((sum, truth) => sum + truth, 0);
    const lines = study.classification.map((metric) => {
      const { value, low, high, interval, reason } = measured(metric, predictions, patients, study.seed);
      const known = [model, label, metric.name, cases.length, positives];
      return csvLine([...known, value, low, high, interval, reason]);
    });
    await tables.append('classification.csv', HEADER, lines.join(''));
  }
}

interface Line {
  readonly value: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly interval?: string;
  readonly reason?: string;
}

function measured(
  { contribution, options }: Chosen<'classification'>,
  predictions: Predictions,
  patients: readonly string[],
  seed: number,
): Line {
  const found = attempt(() => contribution.measure(predictions, options));
  const { value, reason: missing } = outcomeOf(found);
  if (value === null) return { value, reason: missing };
  const closed = attempt(() => contribution.interval?.(predictions, LEVEL, options));
  if ('failure' in closed) return { value, reason: reasonOf(closed.failure) };
  if (closed.value) {
    const [low, high] = closed.value;
    return { value, low, high, interval: 'closed form' };
  }
  const { low, high, reason } = bootstrap(
    patients.length,
    (cases) => outcomeOf(attempt(() => contribution.measure(resampled(predictions, cases), options))).value,
    { level: LEVEL, replicates: REPLICATES, seed, clusters: patients },
  );
  return { value, low, high, interval: 'BCa bootstrap', reason };
}

function resampled({ truths, probabilities }: Predictions, cases: Uint32Array): Predictions {
  return {
    truths: Uint8Array.from(cases, (i) => truths[i]),
    probabilities: Float64Array.from(cases, (i) => probabilities[i]),
  };
}
