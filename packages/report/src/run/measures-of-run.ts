import type { Lock } from '@camscope/pipeline';
import type { MeasureFacts } from '../data.ts';
import { titleOf } from './titles.ts';

type Measure = Lock['agreement'][number];

/** Every measure of a run, as its lock declares it. */
export function measuresOf(lock: Lock): MeasureFacts[] {
  const of = (kind: MeasureFacts['kind'], measures: readonly Measure[]) =>
    measures.map((measure) => measureOf(kind, measure, measures));
  return [
    ...lock.metrics.flatMap((metric) => numbersOf(metric, lock.metrics)),
    ...of('agreement', agreementMeasures(lock)),
    ...of('classification', lock.classification),
    ...of('faithfulness', lock.faithfulness?.metrics ?? []),
    ...of('feature', lock.features),
  ];
}

function measureOf(kind: MeasureFacts['kind'], measure: Measure, all: readonly Measure[]): MeasureFacts {
  const title = titleOf(measure, all);
  const { name, scoreDirection, summary, citation, ordered } = measure;
  const [low, high] = measure.range.map(Number);
  return { id: name, title, kind, direction: scoreDirection, range: [low, high], summary, citation, ordered };
}

/** Every number of a metric: `iou-accuracy.0.5` is a point of the curve `iou-accuracy`. */
function numbersOf(metric: Lock['metrics'][number], all: Lock['metrics']): MeasureFacts[] {
  const { name, names, thresholds, pool, share } = metric;
  const pooled = pool && {
    ...{ ...pool, metric: name, direction: pool.scoreDirection },
    range: [Number(pool.range[0]), Number(pool.range[1])] as const,
  };
  const common = { ...measureOf('metric', metric, all), pool: pooled, share };
  const { title } = common;
  return names.map((id, i) => ({
    ...common,
    id,
    title: id === name ? title : `${title} (${id.slice(name.length + 1)})`,
    threshold: thresholds && { family: name, title, of: thresholds.of, at: thresholds.at[i] },
  }));
}

/** Those of the study, and those that its sanity checks use besides. */
function agreementMeasures({ agreement, sanity }: Lock): Measure[] {
  const known = new Set(agreement.map(({ name }) => name));
  return [...agreement, ...(sanity?.metrics ?? []).filter(({ name }) => !known.has(name))];
}
