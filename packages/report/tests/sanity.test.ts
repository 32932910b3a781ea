import { FactorTableBuilder } from '@camscope/statistics';
import { FACTORS } from '@camscope/pipeline';
import { expect, it } from 'vitest';
import { renderReport } from '../src/index.ts';
import { wordsOf } from './pages.ts';
import { checked } from './rows.ts';
import { METHODS, study } from './study.ts';

it('a table of sanity checks says on how many maps its means stand, and which way is good', () => {
  const data = study({
    ...{ models: ['net'], methods: METHODS.slice(0, 2), classes: ['Effusion'] },
    ...{ readers: 1, casesPerClass: 4 },
  });
  const builder = new FactorTableBuilder(FACTORS.sanity);
  for (const [method, images] of [4, 3].entries())
    for (let image = 0; image < images; image++) {
      const of = {
        model: 'net',
        image: `i${image}`,
        class: 'Effusion',
        method: `method-${method}`,
        check: 'cascading',
      };
      builder.add(checked({ ...of, step: '0', layer: '', metric: 'pearson' }), 1);
    }
  const words = wordsOf(renderReport({ ...data, sanity: builder.build() }));
  expect(words).toContain('Means over 3 to 4 maps. Lower: the map hangs more on what the network learnt.');
});
