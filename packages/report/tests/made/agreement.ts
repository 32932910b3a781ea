import { FACTORS } from '@camscope/pipeline';
import { FactorTableBuilder, type Random } from '@camscope/statistics';
import type { SeriesFacts } from '../../src/index.ts';
import { pairOf } from '../rows.ts';
import { overlap, type MadeCase, type StudySize } from './cases.ts';

export function agreementOf(
  size: StudySize,
  series: readonly SeriesFacts[],
  cases: readonly MadeCase[],
  random: Random,
) {
  const builder = new FactorTableBuilder(FACTORS.agreement);
  const named = [
    { name: 'radiologist', kind: 'reader' as const },
    ...series.filter(({ kind }) => kind === 'method'),
  ];
  for (const one of cases.filter((_, i) => i % 4 === 0)) {
    const found = { image: one.image, patient: one.patient, class: one.class };
    size.models.forEach((model, m) => {
      named.forEach((a, i) =>
        named.slice(i + 1).forEach((b, j) => {
          const skill = a.kind === 'reader' ? 0.25 : 0.9 - 0.03 * (i + j);
          const value = overlap(Math.max(0.1, skill), one.ease, random);
          const modelA = a.kind === 'reader' ? '' : model;
          const pair = { model_a: modelA, a: a.name, model_b: model, b: b.name, ...found };
          builder.add(pairOf({ ...pair, metric: 'region-iou', segmenter: 'multi-otsu' }), value);
          if (a.kind !== 'reader') builder.add(pairOf({ ...pair, metric: 'pearson' }), 2 * value - 0.7);
        }),
      );
      for (const other of size.models.slice(m + 1)) {
        const pair = { model_a: model, a: 'method-0', model_b: other, b: 'method-0', ...found };
        const value = overlap(0.6, one.ease, random);
        builder.add(pairOf({ ...pair, metric: 'region-iou', segmenter: 'multi-otsu' }), value);
      }
    });
  }
  return builder.build();
}
