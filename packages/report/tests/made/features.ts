import { FACTORS } from '@camscope/pipeline';
import { FactorTableBuilder, type Random } from '@camscope/statistics';
import { described } from '../rows.ts';
import type { MadeCase, StudySize } from './cases.ts';

export function featuresOf({ readers }: StudySize, cases: readonly MadeCase[], random: Random) {
  const builder = new FactorTableBuilder(FACTORS.findings);
  for (const one of cases) {
    for (let r = 0; r < Math.max(1, readers); r++) {
      const reader = readers > 0 ? `${r + 1}` : '';
      const { image, patient, class: label } = one;
      const row = (feature: string) => described({ image, patient, class: label, reader, feature });
      builder.add(row('area'), Math.min(1, 0.02 + 0.4 * one.ease * random.real()));
      builder.add(row('elongation'), 1 + 3 * (1 - one.ease) * random.real());
    }
  }
  return builder.build();
}
