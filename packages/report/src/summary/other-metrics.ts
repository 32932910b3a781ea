import type { Context, Primary } from '../analysis/context.ts';
import { columnsOf, leadersOf } from '../analysis/metric-columns.ts';
import { list } from '../sections/words.ts';
import { fixed } from '../text/numbers.ts';
import { decimalsOf } from '../analysis/measures.ts';
import { joined, type Numbers, type Sentence } from './sentence.ts';

/**
 * As the sentence `best`, by each other metric that is not a point of a curve, under the primary segmenter where the metric has
 * it: `best.metric`, `mean.metric`, `findings.metric`, and `allFindings.metric`.
 */
type OtherMetricsNumbers = Numbers;

/** Who is best by the other metrics, metric by metric. */
export function otherMetricsSentence(context: Context, primary: Primary): Sentence | undefined {
  const columns = columnsOf(context, primary).filter(({ measure }) => measure.id !== primary.measure.id);
  const leaders = leadersOf(context, columns);
  if (leaders.length === 0) return undefined;
  const numbers: OtherMetricsNumbers = Object.fromEntries(
    leaders.flatMap(({ measure: { id }, leader, comparison }) => [
      [`best.${id}`, joined(leader.best)],
      [`mean.${id}`, leader.mean.estimate],
      [`findings.${id}`, comparison.findings],
      [`allFindings.${id}`, comparison.allFindings],
    ]),
  );
  const parts = leaders.map(({ measure, leader, comparison }) => {
    const { findings, allFindings } = comparison;
    const mean = fixed(leader.mean.estimate, decimalsOf(measure, [leader.mean.estimate ?? 0]));
    const part = findings < allFindings ? ` on ${findings} of ${allFindings} findings` : '';
    return `${list(leader.best.map((name) => context.series.title(name)))} by ${measure.title} (${mean}${part})`;
  });
  return {
    id: 'other-metrics',
    content: `By other metrics the best are: ${parts.join('; ')}.`,
    numbers,
    see: 'localization',
  };
}
