import { FACTORS } from '@camscope/pipeline';
import { FactorTableBuilder, type Random } from '@camscope/statistics';
import type { ClassificationFacts } from '../../src/index.ts';
import { predicted } from '../rows.ts';
import type { StudySize } from './cases.ts';

export function predictionsOf({ models, classes }: StudySize, random: Random) {
  const builder = new FactorTableBuilder(FACTORS.predictions);
  models.forEach((model, m) =>
    classes.forEach((label, c) => {
      for (let i = 0; i < 300; i++) {
        const truth = random.real() < 0.25 ? 1 : 0;
        const shift = 0.3 - 0.03 * c + 0.02 * m;
        const probability = Math.min(
          1,
          Math.max(0, 0.35 + shift * truth + 0.5 * (random.real() + random.real() - 1)),
        );
        const row = predicted({ model, image: `i${i}`, patient: `p${i}`, label, truth: String(truth) });
        builder.add(row, probability);
      }
    }),
  );
  return builder.build();
}

export function classificationOf({ models, classes }: StudySize, random: Random): ClassificationFacts[] {
  return ['auroc', 'brier'].flatMap((metric) =>
    models.flatMap((model) =>
      classes.map((label, c): ClassificationFacts => {
        const common = { model, label, metric, n: 300, positives: 75 };
        if (metric === 'auroc' && c === classes.length - 1 && model === models[0]) {
          return { ...common, positives: 0, value: null, reason: 'no image has the label' };
        }
        const value = metric === 'auroc' ? 0.86 + 0.08 * random.real() : 0.1 + 0.05 * random.real();
        return {
          ...common,
          value,
          low: value - 0.03,
          high: value + 0.025,
          interval: metric === 'auroc' ? 'DeLong' : 'BCa bootstrap',
        };
      }),
    ),
  );
}
