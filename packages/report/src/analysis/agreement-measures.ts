import type { MeasureFacts } from '../data.ts';
import { Agreements } from './agreement.ts';
import type { Context } from './context.ts';
import { pairCoverage, type PairCoverage } from './pair-coverage.ts';

/** One measure of agreement under one segmenter. */
export interface Agreement {
  readonly measure: MeasureFacts;
  readonly segmenter: string;
  readonly means: Agreements;
  /** Who can be told together. */
  readonly coverage: PairCoverage;
}

/** Every measure of agreement, in the order declared, under the primary segmenter where it has it. */
export function agreementsOf(context: Context): Agreement[] {
  const { agreement } = context.data;
  if (!agreement || agreement.size === 0) return [];
  const found = agreement.levels('metric');
  const ids = [...new Set([...context.measures.ids('agreement'), ...found])].filter((id) =>
    found.includes(id),
  );
  return ids.flatMap((id) => {
    const rows = agreement.where({ metric: id });
    const segmenters = rows.levels('segmenter').filter((name) => name !== '');
    const segmenter = segmenters.find((name) => name === context.primary?.segmenter) ?? segmenters[0] ?? '';
    // Two readers are compared without a segmenter, and stand beside the others under each.
    const under = rows.where({ segmenter: [segmenter, ''] });
    const means = new Agreements(under, context.series);
    if (means.names().length < 2) return [];
    const coverage = pairCoverage(under, context.series, context.options);
    return [{ measure: context.measures.get('agreement', id), segmenter, means, coverage }];
  });
}
