import type { MeasureFacts } from '../data.ts';
import type { Comparison } from './comparison.ts';
import type { Context, Primary } from './context.ts';
import type { Leader } from './leader.ts';

/** A measure under a segmenter. */
export interface MeasureColumn {
  readonly measure: MeasureFacts;
  readonly segmenter: string;
}

/** Every metric that is not a point of a curve or a part of what is pooled, under the segmenter of the primary one where it has it. */
export function columnsOf({ scores, measures }: Context, primary: Primary): MeasureColumn[] {
  const others = scores.metrics.filter((id) => id !== primary.measure.id);
  return [primary.measure.id, ...others]
    .map((id) => ({
      measure: measures.get('metric', id),
      segmenter: scores.segmenterFor(id, primary.segmenter),
    }))
    .filter(({ measure }, i) => (measure.threshold ?? measure.pool) === undefined || i === 0);
}

export interface LeaderOfMetric {
  readonly measure: MeasureFacts;
  readonly comparison: Comparison;
  readonly leader: Leader;
}

/** Who is best by each metric. */
export function leadersOf({ scores }: Context, columns: readonly MeasureColumn[]): LeaderOfMetric[] {
  return columns.flatMap(({ measure, segmenter }) => {
    const leader = scores.leader(measure.id, segmenter);
    return leader ? [{ measure, comparison: scores.comparison(measure.id, segmenter), leader }] : [];
  });
}
