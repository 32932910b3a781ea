import { defineAgreement, type Heatmap } from '@camscope/core';
import { z } from 'zod';
import { correlation } from './correlation.ts';
import { gridsOf, isConstant, maxSide } from './grid.ts';
import { CONSTANT } from './pearson.ts';
import { doubledRanks } from './ranks.ts';

const known = new WeakMap<Heatmap, Uint32Array>();

/** Spearman's rank correlation of two maps, cell by cell; ties get their mean rank. A constant map has none. */
export const spearman = defineAgreement({
  id: 'spearman',
  title: "Spearman's rank correlation",
  summary: 'Correlation of the ranks of the heat of two maps.',
  citation: {
    text: 'Spearman: The proof and measurement of association between two things, Am. J. Psychol. 15(1):72-101, 1904',
    doi: '10.2307/1412159',
  },
  options: z.strictObject({ maxSide }),
  needs: 'map',
  scoreDirection: 'higher',
  range: [-1, 1],
  compare(a, b, options) {
    const [one, other] = gridsOf(a, b, options.maxSide);
    return isConstant(one) || isConstant(other)
      ? CONSTANT
      : { value: correlation(ranksOf(one), ranksOf(other)) };
  },
});

/** Ranks a map once for all its pairs. */
function ranksOf(map: Heatmap): Uint32Array {
  const ranks = known.get(map) ?? doubledRanks(map.data);
  known.set(map, ranks);
  return ranks;
}
