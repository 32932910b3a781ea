import { FACTORS } from '@camscope/pipeline';
import { FactorTableBuilder, type Random } from '@camscope/statistics';
import type { CurveFacts } from '../../src/index.ts';
import { checked, faith } from '../rows.ts';
import type { MadeCase, StudySize } from './cases.ts';

export function faithfulnessOf({ models, methods }: StudySize, cases: readonly MadeCase[], random: Random) {
  const builder = new FactorTableBuilder(FACTORS.faithfulness);
  for (const one of cases.filter((_, i) => i % 6 === 0)) {
    for (const model of models) {
      methods.forEach((_, i) => {
        const { image, patient, class: label } = one;
        const row = (metric: string) =>
          faith({ model, image, patient, class: label, method: `method-${i}`, metric });
        builder.add(row('deletion'), 0.1 + 0.01 * i + 0.2 * random.real());
        builder.add(row('insertion'), 0.8 - 0.01 * i - 0.2 * random.real());
      });
    }
  }
  return builder.build();
}

export function curvesOf({ models, methods }: StudySize, random: Random): CurveFacts[] {
  return ['deletion', 'insertion'].flatMap((metric) =>
    models.flatMap((model) =>
      methods.map((_, i) => {
        const speed = 3 - 0.1 * i + random.real();
        const falling = (x: number) => 0.05 + 0.75 * Math.exp(-speed * x);
        const points = Array.from({ length: 21 }, (_, k) => {
          const x = k / 20;
          return [x, metric === 'deletion' ? falling(x) : 0.85 - falling(x) + 0.05] as const;
        });
        return { model, method: `method-${i}`, metric, n: 120, points };
      }),
    ),
  );
}

export function sanityOf({ models, methods }: StudySize, random: Random) {
  const builder = new FactorTableBuilder(FACTORS.sanity);
  for (const model of models.slice(0, 2)) {
    methods.forEach((title, i) => {
      const stays = title.startsWith('Guided');
      for (let step = 0; step <= 6; step++) {
        for (let image = 0; image < 4; image++) {
          const value =
            step === 0
              ? 1
              : stays
                ? 0.9 - 0.02 * step
                : Math.exp(-step * (0.3 + 0.03 * i)) + 0.1 * random.real();
          builder.add(
            checked({
              ...{ model, image: `i${image}`, class: 'Effusion', method: `method-${i}`, check: 'cascading' },
              ...{ step: String(step), layer: step === 0 ? '' : `layer${7 - step}`, metric: 'pearson' },
            }),
            value,
          );
        }
      }
    });
  }
  return builder.build();
}
